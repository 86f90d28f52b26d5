package evidence

import (
	"cmp"
	"slices"
)

// AsOf is what a run may know on a day, and what falls away. Lists are sorted
// by id.
type AsOf struct {
	Refused []RefusedSource `json:"refused"`
	Claims  []string        `json:"claims"` // that rest on refused sources alone
	Params  []Fallback      `json:"params"` // that thereby lose all their links
}

// RefusedSource is a source that does not count, and why.
type RefusedSource struct {
	Source string  `json:"source"`
	Reason Refusal `json:"reason"`
}

// Fallback is what a parameter rests on when its links are gone: a judgement,
// if it has one with a reason and was made by the day, else the wide default.
type Fallback struct {
	Param string `json:"param"`
	To    Basis  `json:"to"`
}

// AsOf works out which sources, hence claims, hence links, do not count on a
// day, and what the parameters that lose all their links fall back to.
func (x *Index) AsOf(day Day) AsOf {
	out := AsOf{Refused: []RefusedSource{}, Claims: []string{}, Params: []Fallback{}}
	for id := range x.sources {
		if reason := x.Admitted(id, day); reason != Admitted {
			out.Refused = append(out.Refused, RefusedSource{id, reason})
		}
	}
	slices.SortFunc(out.Refused, func(a, b RefusedSource) int { return cmp.Compare(a.Source, b.Source) })

	refused := map[*claim]bool{}
	for id, c := range x.claims {
		if reason, _ := x.refusal(c, day); reason != Admitted {
			refused[c] = true
			out.Claims = append(out.Claims, id)
		}
	}
	slices.Sort(out.Claims)

	for _, o := range x.order {
		behind := o.behind()
		if o.param == nil || len(behind) == 0 || slices.ContainsFunc(behind, func(c *claim) bool { return !refused[c] }) {
			continue
		}
		to := BasisDefault
		if o.said() && o.judged.Dated() && !o.judged.Last.After(day) {
			to = BasisJudgement
		}
		out.Params = append(out.Params, Fallback{o.id, to})
	}
	return out
}

// refusal is why a claim does not count on a day, with the source to blame. A
// claim told in several places counts as soon as one of their sources does.
func (x *Index) refusal(c *claim, day Day) (Refusal, string) {
	worst, blamed := Admitted, ""
	for _, p := range c.places {
		if x.sources[p.Source] == nil {
			continue // a dangling reference, reported as such
		}
		refusal := x.Admitted(p.Source, day)
		if refusal == Admitted {
			return Admitted, ""
		}
		if worst == Admitted || worst == Undated {
			worst, blamed = refusal, p.Source
		}
	}
	return worst, blamed
}
