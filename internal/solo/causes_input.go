package solo

import (
	"fmt"
	"maps"
	"slices"

	"entente/cause"
	"entente/internal/codec/causal"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/model"
	"entente/quantity"
)

// CauseMap is a causal map with what its file or case says about it.
type CauseMap struct {
	Name     string // of the file, or the id of the case
	Format   string // of the file; "case" for a case
	Digest   string
	Map      cause.Map
	File     *causal.File // as the exchange formats hold it
	Links    []CauseLink
	Observed []SeenPress // what the case says was seen
	Lost     []string    // what no exchange format holds
	// Mechanisms are those of a case that have links in the map.
	Mechanisms []MechanismOff
	Warnings   []string
	Notes      []string
}

// CauseFile is the map of a file. With weights, those of a matrix count as
// sizes; nothing says where they come from.
func CauseFile(name, digest string, format causal.Format, f *causal.File, reading problem.List, weights bool) *CauseMap {
	m := &CauseMap{Name: name, Format: string(format), Digest: digest, Map: f.Map(weights), File: f, Links: []CauseLink{}}
	weighted := false
	for _, e := range f.Edges {
		weighted = weighted || e.Weight != nil
		l := CauseLink{From: e.From, To: e.To, Sign: string(e.Sign), Uncertain: e.Uncertain, Basis: string(model.BasisNone), Claims: append([]string{}, e.Claims...)}
		if len(e.Claims) > 0 {
			l.Basis = string(model.BasisEvidence)
		} else if e.Note != "" {
			l.Basis = string(model.BasisJudgement)
		}
		m.Links = append(m.Links, l)
	}
	m.adopt()
	switch {
	case weighted && weights:
		m.Warnings = append(m.Warnings, "The sizes of links are the weights of the file: imported, no evidence.")
	case weighted:
		m.Notes = append(m.Notes, "The weights of the file give signs and indices alone; every size is drawn. With --weights they count as sizes, without evidence.")
	}
	for _, p := range reading {
		if p.Severity == problem.Warning {
			m.Warnings = append(m.Warnings, p.Cause)
		}
	}
	return m
}

// adopt fills in what the map that is run makes of each link.
func (m *CauseMap) adopt() {
	at := map[string]cause.Edge{}
	for _, e := range m.Map.Edges {
		at[e.From+" -> "+e.To] = e
	}
	for i := range m.Links {
		l := &m.Links[i]
		e, ok := at[l.From+" -> "+l.To]
		l.Adopted, l.Size, l.Uncertain, l.Pair = ok, e.Size, e.Uncertain || l.Uncertain, e.Pair
		if !ok {
			m.Notes = append(m.Notes, l.From+" -> "+l.To+" is said to have no effect, and is no link of the map that is run.")
		}
	}
}

// CauseCase is the map of a case, whole: links that the factions carry in
// coupled runs are part of it. Nil when the case has none.
func CauseCase(f *yaml.File) *CauseMap {
	causes := f.Case.Causes
	if causes == nil {
		return nil
	}
	m := &CauseMap{Name: string(f.Case.ID), Format: "case", Digest: f.Digest, Links: []CauseLink{}, File: &causal.File{}, Map: cause.Map{Self: cause.Self(causes.Self)}}
	lost := map[string]bool{"names and units of nodes": len(causes.Drivers) > 0, "observations": len(causes.Observed) > 0, "the rule of self-limitation": causes.Self != ""}
	for _, d := range causes.Drivers {
		m.Map.Nodes = append(m.Map.Nodes, string(d.ID))
	}
	m.File.Nodes = m.Map.Nodes
	for _, l := range causes.Links {
		e := caseEdge(l)
		m.File.Edges = append(m.File.Edges, e)
		m.Links = append(m.Links, CauseLink{From: e.From, To: e.To, Sign: string(l.Sign), Mechanism: string(l.Mechanism), Basis: string(l.Basis()), Claims: append([]string{}, e.Claims...)})
		lost["pairs"] = lost["pairs"] || l.Pair != ""
		lost["mechanisms"] = lost["mechanisms"] || l.Mechanism != ""
		lost["what the factions carry"] = lost["what the factions carry"] || l.CarriedBy != ""
		lost["shapes of ranges"] = lost["shapes of ranges"] || l.Size.Given && l.Size.Value.Shape != quantity.Point && l.Size.Value.Shape != quantity.Uniform
		lost["links marked despite"] = lost["links marked despite"] || l.Despite
		sign, uncertain, exists := cause.Sign(l.Sign).Adopt()
		if !exists {
			continue
		}
		edge := cause.Edge{From: e.From, To: e.To, Sign: sign, Uncertain: uncertain || l.Uncertain, Pair: l.Pair}
		if l.Size.Given {
			v := cutToUnit(l.Size.Value)
			edge.Size = &v
		}
		m.Map.Edges = append(m.Map.Edges, edge)
	}
	m.mechanisms(f.Case)
	for _, what := range slices.Sorted(maps.Keys(lost)) {
		if lost[what] {
			m.Lost = append(m.Lost, what)
		}
	}
	for _, o := range causes.Observed {
		seen := SeenPress{Node: string(o.Node), Moved: string(o.Moved)}
		for _, p := range o.Push {
			seen.Press = append(seen.Press, Push{string(p.Driver), p.Size.Mid()})
		}
		m.Observed = append(m.Observed, seen)
	}
	m.adopt()
	judged := 0
	for _, l := range m.Links {
		if l.Basis != string(model.BasisEvidence) {
			judged++
		}
	}
	if judged > 0 {
		m.Notes = append(m.Notes, fmt.Sprintf("%d of %d links rest on no claim: on judgement, or on nothing that is written.", judged, len(m.Links)))
	}
	return m
}

// mechanisms groups the links of the map, in the order of the case.
func (m *CauseMap) mechanisms(c *model.Case) {
	for _, mechanism := range c.Mechanisms {
		off := MechanismOff{Name: string(mechanism.ID)}
		for _, e := range m.Map.Edges {
			name := e.From + " -> " + e.To
			if i := slices.IndexFunc(m.Links, func(l CauseLink) bool { return l.From+" -> "+l.To == name }); m.Links[i].Mechanism == off.Name {
				off.Cut = append(off.Cut, name)
			}
		}
		if len(off.Cut) > 0 {
			m.Mechanisms = append(m.Mechanisms, off)
		}
	}
}

// caseEdge is a link of a case as the exchange formats hold it.
func caseEdge(l model.CausalLink) causal.Edge {
	e := causal.Edge{From: string(l.From), To: string(l.To), Sign: cause.Sign(l.Sign), Uncertain: l.Uncertain, Lag: l.Lag, Note: l.Note}
	for _, link := range l.Links {
		if link.Role != model.Contradicts {
			e.Claims = append(e.Claims, string(link.Claim))
		}
	}
	if e.Note == "" && l.Judgement != nil {
		e.Note = l.Judgement.Why
	}
	if l.Size.Given {
		v := cutToUnit(l.Size.Value)
		e.Low, e.High = &v.Low, &v.High
	}
	return e
}

// cutToUnit cuts a size to the scale of sizes in a case, 0 to 1.
func cutToUnit(v quantity.Value) quantity.Value {
	unit := quantity.Scale{Low: 0, High: 1}
	if unit.Holds(v) {
		return v
	}
	if cut, err := v.Cut(unit); err == nil {
		return cut
	}
	return v
}
