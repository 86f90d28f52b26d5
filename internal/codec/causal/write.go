package causal

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"entente/cause"
)

// Write writes a map. Lost lists what the format could not hold, one line a kind
// of loss, with how often; the file is complete where it is empty.
func Write(format Format, f *File) (data []byte, lost []string, err error) {
	switch format {
	case EdgesCSV:
		data, err = f.edgesCSV()
	case MatrixCSV:
		data, err = f.matrixCSV()
	case SDJSON:
		data, err = f.sdjson()
	default:
		return nil, nil, fmt.Errorf("%q is no format of a causal map; name edges-csv, matrix-csv or sd-json", format)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("writing %s: %w", format, err)
	}
	return data, f.lost(format), nil
}

func number(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'g', -1, 64)
}

func (f *File) edgesCSV() ([]byte, error) {
	rows := [][]string{edgeColumns}
	for _, e := range f.Edges {
		row := []string{e.From, e.To, string(e.Sign), number(e.Low), number(e.High), "", "", strings.Join(e.Claims, ";"), e.Note}
		if e.Uncertain {
			row[5] = "yes"
		}
		if e.Lag > 0 {
			row[6] = strconv.Itoa(e.Lag)
		}
		rows = append(rows, row)
	}
	return writeCSV(rows)
}

func (f *File) matrixCSV() ([]byte, error) {
	at := map[string]int{}
	rows := [][]string{append([]string{""}, f.Nodes...)}
	for i, n := range f.Nodes {
		at[n] = i
		rows = append(rows, append([]string{n}, make([]string, len(f.Nodes))...))
	}
	for _, e := range f.Edges {
		size := 1.0
		switch {
		case e.Weight != nil:
			size = *e.Weight
		case e.Low != nil && e.High != nil:
			size = (*e.Low + *e.High) / 2
		}
		size = min(size, 1)
		sign, _, _ := e.Sign.Adopt()
		switch {
		case size == 0 || sign != cause.Plus && sign != cause.Minus:
			continue
		case sign == cause.Minus:
			size = -size
		}
		rows[at[e.From]+1][at[e.To]+1] = number(&size)
	}
	return writeCSV(rows)
}

func writeCSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	err := csv.NewWriter(&b).WriteAll(rows)
	return b.Bytes(), err
}

// lost counts what a format cannot hold.
func (f *File) lost(format Format) []string {
	counts := map[string]int{}
	count := func(what string, is bool) {
		if is {
			counts[what]++
		}
	}
	linked := map[string]bool{}
	for _, e := range f.Edges {
		linked[e.From], linked[e.To] = true, true
		sized := e.Low != nil || e.Weight != nil
		switch format {
		case EdgesCSV:
			count("reasons for a polarity", e.Reasoning != "")
			count("weights, which are no ranges until somebody says so", e.Weight != nil)
		case MatrixCSV:
			count("links of unknown sign", e.Sign == cause.Any || e.Sign == cause.Either)
			count("links said to have no effect", e.Sign == cause.None)
			count("marks of uncertain links", e.Uncertain || e.Sign == cause.NotNegative || e.Sign == cause.NotPositive)
			count("ranges, written as their middle", e.Low != nil && e.High != nil && *e.Low != *e.High)
			count("links without a size, written as 1", !sized)
			count("sizes above 1, written as 1", e.High != nil && *e.Low+*e.High > 2)
			count("links of size 0", e.Weight != nil && *e.Weight == 0 || e.Low != nil && *e.High == 0)
			count("lags", e.Lag > 0)
			count("lists of claims", len(e.Claims) > 0)
			count("notes", e.Note != "" || e.Reasoning != "")
		case SDJSON:
			count("links said to have no effect", e.Sign == cause.None)
			count("signs of either direction, written as unknown", e.Sign == cause.Either)
			count("marks of uncertain links", e.Uncertain || e.Sign == cause.NotNegative || e.Sign == cause.NotPositive)
			count("sizes", sized)
			count("lags", e.Lag > 0)
			count("lists of claims", len(e.Claims) > 0)
		}
	}
	if format == EdgesCSV {
		for _, n := range f.Nodes {
			count("nodes without links", !linked[n])
		}
	}
	var out []string
	for what, n := range counts {
		out = append(out, fmt.Sprintf("%s: %d", what, n))
	}
	slices.Sort(out)
	return out
}
