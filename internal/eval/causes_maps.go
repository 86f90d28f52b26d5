package eval

import (
	"encoding/json"
	"fmt"

	"entente/cause"
)

func causesCompare(in struct {
	A mapIn `json:"a" required:"true"`
	B mapIn `json:"b" required:"true"`
}) (any, error) {
	var f faults
	_, a := in.A.build("", false, &f)
	_, b := in.B.build("", false, &f)
	if len(f) > 0 {
		return nil, f.err()
	}
	type link struct {
		From  string      `json:"from"`
		To    string      `json:"to"`
		A     *cause.Sign `json:"a"`
		B     *cause.Sign `json:"b"`
		Class cause.Class `json:"class"`
	}
	spoken := func(s cause.Sign) *cause.Sign {
		if s == "" {
			return nil
		}
		return &s
	}
	compared := cause.Compare(a, b)
	out := struct {
		Links    []link              `json:"links"`
		Counts   map[cause.Class]int `json:"counts"`
		Concepts number              `json:"jaccard_concepts"`
		Pairs    number              `json:"jaccard_links"`
		Signs    number              `json:"sign_agreement"`
	}{[]link{}, map[cause.Class]int{}, number(compared.JaccardConcepts), number(compared.JaccardLinks), number(compared.SignAgreement)}
	for _, class := range cause.Classes() {
		out.Counts[class] = compared.Counts[class]
	}
	for _, l := range compared.Links {
		out.Links = append(out.Links, link{l.From, l.To, spoken(l.A), spoken(l.B), l.Class})
	}
	return out, nil
}

// flips is how many ends of a claim name the opposite of a concept: true for
// one, "from", "to" or "both", or a list of ends.
type flips int

func (f *flips) UnmarshalJSON(data []byte) error {
	var one bool
	var end string
	var ends []string
	switch {
	case string(data) == "null":
		return nil
	case json.Unmarshal(data, &one) == nil:
		if one {
			*f = 1
		}
		return nil
	case json.Unmarshal(data, &end) == nil:
		ends = []string{end}
		if end == "both" {
			ends = []string{"from", "to"}
		}
	case json.Unmarshal(data, &ends) != nil:
		return badRequest(`"flip" is none; write true, "from", "to", "both" or a list of ends`)
	}
	for i, e := range ends {
		if e != "from" && e != "to" || i > 0 && e == ends[0] {
			return badRequest(fmt.Sprintf(`%q is no end to flip; write "from", "to" or "both"`, clip(e)))
		}
	}
	*f = flips(len(ends))
	return nil
}

func causesSupport(in struct {
	Claims []struct {
		ID      string     `json:"id" required:"true"`
		From    string     `json:"from" required:"true"`
		To      string     `json:"to" required:"true"`
		Sign    cause.Sign `json:"sign" required:"true"`
		Cluster string     `json:"cluster" required:"true"`
		Flip    flips      `json:"flip"`
	} `json:"claims" required:"true"`
}) (any, error) {
	var f faults
	var claims []cause.ClaimLink
	for _, c := range in.Claims {
		if !c.Sign.Known() {
			f.report(cause.CodeSign, c.ID, fmt.Sprintf("%q is no sign of a link", clip(string(c.Sign))), "write +, -, ?, 0, +0, -0 or +-")
		}
		claims = append(claims, cause.ClaimLink{ID: c.ID, From: c.From, To: c.To, Sign: c.Sign, Cluster: c.Cluster, Flips: int(c.Flip)})
	}
	if len(f) > 0 {
		return nil, f.err()
	}
	type link struct {
		From     string   `json:"from"`
		To       string   `json:"to"`
		Clusters int      `json:"clusters"`
		Pos      int      `json:"pos"`
		Neg      int      `json:"neg"`
		Mixed    int      `json:"mixed"`
		Presence number   `json:"presence"`
		Polarity number   `json:"polarity"`
		Conflict bool     `json:"conflict"`
		Claims   []string `json:"claims"`
	}
	links := []link{}
	for _, s := range cause.SupportOf(claims) {
		links = append(links, link{s.From, s.To, s.Clusters, s.Pos, s.Neg, s.Mixed, number(s.Presence), number(s.Polarity), s.Conflict, s.Claims})
	}
	return struct {
		Links []link `json:"links"`
	}{links}, nil
}

func causesIndices(in struct {
	W [][]figure `json:"W" required:"true"`
}) (any, error) {
	var f faults
	w := weights(in.W, &f)
	if len(f) > 0 {
		return nil, f.err()
	}
	x := cause.IndicesOf(w)
	return struct {
		N            int      `json:"n"`
		Links        int      `json:"links"`
		DensityN2    number   `json:"density_n2"`
		DensityNN1   number   `json:"density_nn1"`
		Transmitters int      `json:"transmitters"`
		Receivers    int      `json:"receivers"`
		Ordinary     int      `json:"ordinary"`
		Isolated     int      `json:"isolated"`
		SelfLoops    int      `json:"self_loops"`
		Complexity   number   `json:"complexity"`
		Out          []number `json:"outdegree"`
		In           []number `json:"indegree"`
		Centrality   []number `json:"centrality"`
		Hierarchy    number   `json:"hierarchy"`
		Convention   string   `json:"convention"`
	}{x.N, x.Links, number(x.DensityN2), number(x.DensityNN1), x.Transmitters, x.Receivers, x.Ordinary, x.Lonely, x.SelfLoops,
		number(x.Complexity), numbers(x.Out), numbers(x.In), numbers(x.Centrality), number(x.Hierarchy), cause.WeightsConvention}, nil
}

// weights reads a matrix; what is wrong with it is in f.
func weights(in [][]figure, f *faults) cause.Weights {
	w := make(cause.Weights, len(in))
	for i, row := range in {
		for j, x := range row {
			v := x.x
			if x.text != "" || v-v != 0 {
				f.report(cause.CodeNumber, fmt.Sprintf("W[%d][%d]", i, j), "it is no finite number", "write a number, 0 for no link")
				v = 0
			}
			w[i] = append(w[i], v)
		}
	}
	if err := w.Check(); err != nil {
		*f = append(*f, err)
	}
	return w
}
