package backtest

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"entente/bargain"
)

// reference opens a file of the reference cases, or skips the test: the DEU
// data may be used in tests where they are at hand and are not shipped.
func reference(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("ENTENTE_SHARED")
	for dir := "."; root == "" && len(dir) < 40; dir = filepath.Join(dir, "..") {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			root = filepath.Join(dir, "..", "shared")
		}
	}
	data, err := os.ReadFile(filepath.Join(root, "reference", "bargaining", name))
	if err != nil {
		t.Skipf("REFERENCE DATA NOT AT HAND, nothing was compared: %v (set ENTENTE_SHARED)", err)
	}
	return string(data)
}

func referenceJSON(t testing.TB, name string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(reference(t, name)), into); err != nil {
		t.Fatal(err)
	}
}

func table(t testing.TB, text string, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// deu reads the training part of DEU III.
func deu(t testing.TB) *Record {
	t.Helper()
	rows := table(t, reference(t, "deu3_train.tsv"), '\t')
	head, capability := rows[0], rows[1]
	column := make(map[string]int, len(head))
	for i, h := range head {
		column[h] = i
	}
	num := func(s string) float64 {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	rec := &Record{Name: "deu3_train.tsv"}
	for _, row := range rows[2:] {
		d := Decision{Group: row[column["prnr"]]}
		d.Name, d.High = row[column["isnr"]], 100
		for i, h := range head {
			actor, ok := strings.CutPrefix(h, "p")
			s, has := column["s"+actor]
			if !ok || !has || row[i] == "" || row[s] == "" {
				continue
			}
			d.Stances = append(d.Stances, bargain.Stance{Actor: actor, Position: num(row[i]), Capability: num(capability[i]), Salience: num(row[s]) / 100})
		}
		if rp := row[column["rp"]]; rp != "" {
			x := num(rp)
			d.Reference = &x
		}
		if out := row[column["out"]]; out != "" {
			x := num(out)
			d.Outcome = &x
		}
		rec.Decisions = append(rec.Decisions, d)
	}
	return rec
}
