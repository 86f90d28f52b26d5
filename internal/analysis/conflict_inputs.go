package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"entente/conflict"
	"entente/model"
	"entente/sample"
)

// judgement is something about the game that a draw decides one way or the
// other: that a statement stands before the next, or that a weight lies in the
// upper half of its range.
type judgement struct {
	mover, k int // of a pair of statements; k is none for a weight
	v        int // its variable
}

// judgements are those that are not settled in a scenario.
func (t *conflictTable) judgements() []judgement {
	var out []judgement
	for i := range t.l.movers {
		m := &t.l.movers[i]
		for k, v := range m.pairs {
			if v != none && (t.s.samplers[v].At(0) < 1 && t.s.samplers[v].At(1) > 0) {
				out = append(out, judgement{i, k, v})
			}
		}
		for _, v := range m.worth {
			if v != none && !t.s.values[v].IsPoint() {
				out = append(out, judgement{i, none, v})
			}
		}
	}
	return out
}

// stands reports how a judgement went in draw i.
func (t *conflictTable) stands(r *run, j judgement, i int) bool {
	u := r.design.AtDim(i, r.p.vars[j.v].dim)
	if j.k == none {
		return u >= 0.5
	}
	return sample.At(r.o.Seed, t.l.movers[j.mover].keys[j.k], uint64(i)) < t.s.samplers[j.v].At(u)
}

// parting says how far a share differs by how a judgement went.
type parting struct {
	judgement
	stands, turned float64 // the share in the draws of either kind
	rho            float64 // correlation of the two, each yes or no
}

func (p parting) by() float64 { return math.Abs(p.stands - p.turned) }

// partings are the judgements by which a verdict differs, the strongest first.
// Draws that say neither are left out, and so is what the number of draws cannot
// tell from chance: a difference of fewer than three standard errors.
func (t *conflictTable) partings(r *run, list []judgement, verdict func(i int) verdictOfDraw, done int) []parting {
	said := make([]int, 0, done)
	for i := range done {
		if verdict(i) != noOutcome {
			said = append(said, i)
		}
	}
	var out []parting
	for _, j := range list {
		var n, yes [2]float64
		for _, i := range said {
			at := 0
			if t.stands(r, j, i) {
				at = 1
			}
			n[at]++
			if verdict(i) == holds {
				yes[at]++
			}
		}
		if n[0] == 0 || n[1] == 0 {
			continue
		}
		p := parting{judgement: j, turned: yes[0] / n[0], stands: yes[1] / n[1]}
		all, share := n[0]+n[1], (yes[0]+yes[1])/(n[0]+n[1])
		spread := share * (1 - share)
		if spread == 0 || p.by() < 3*math.Sqrt(spread*(1/n[0]+1/n[1])) {
			continue
		}
		part := n[1] / all
		p.rho = (p.stands - p.turned) * math.Sqrt(part*(1-part)/spread)
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b parting) int { return cmp.Compare(b.by(), a.by()) })
	return out
}

// inputs are the judgements that a test's share differs by, over the same draws.
func (t *conflictTable) inputs(r *run, k *model.Conclusion, q model.Test) []Influence {
	concept, ok := conflict.ParseConcept(q.Concept)
	at, tested := t.of[k.ID]
	if !ok || !tested || t.g.silent != "" {
		return nil
	}
	row := t.rows[at][concept]
	out := []Influence{}
	for _, p := range t.partings(r, t.judgements(), func(i int) verdictOfDraw { return row[i] }, min(r.done, t.draws)) {
		out = append(out, t.influence(r, p, "it holds"))
	}
	return out
}

// influence shows a parting; says is what the shares are of, "it holds".
func (t *conflictTable) influence(r *run, p parting, says string) Influence {
	inf := r.influence(p.v, t.s)
	inf.Low, inf.High = t.s.samplers[p.v].At(0), t.s.samplers[p.v].At(1)
	inf.AtLow, inf.AtHigh, inf.Swing, inf.Correlation = p.turned, p.stands, p.by(), p.rho
	inf.Flips = (p.stands >= 0.5) != (p.turned >= 0.5)
	inf.Words = fmt.Sprintf("If %s, %s %s, else in %d.", t.l.words(p.judgement), says, outOf(p.stands), int(math.Round(p.turned*100)))
	return inf
}

// words say a judgement.
func (l *conflictLens) words(j judgement) string {
	m := &l.movers[j.mover]
	name := actorName(l.p.c, m.actor)
	if j.k == none {
		return fmt.Sprintf("the %s lies in the upper half of its range", label(l.p.c, l.p.vars[j.v].param.Path))
	}
	a, b := m.statement(j.k).Prefers, m.statement(j.k+1).Prefers
	return fmt.Sprintf("“%s” stands before “%s” for %s", a, b, name)
}

// gameLabel names a number or switch of the game in words.
func gameLabel(c *model.Case, actor, item, property string) string {
	g := c.Conflict
	if g == nil {
		return item
	}
	switch property {
	case "taken":
		return "whether “" + optionName(g, model.OptionID(item)) + "” is held"
	case "change":
		return "how “" + optionName(g, model.OptionID(item)) + "” may change"
	case "weight":
		return "weight of “" + optionName(g, model.OptionID(item)) + "” for " + actorName(c, model.ActorID(actor))
	}
	n, err := strconv.Atoi(item)
	for i := range g.Preferences {
		list := g.Preferences[i].Statements
		if err != nil || g.Preferences[i].Actor != model.ActorID(actor) || n < 1 || n > len(list) {
			continue
		}
		for k := range list[n:] {
			if next := &list[n+k]; !next.Absent {
				return fmt.Sprintf("confidence that “%s” stands before “%s” for %s", list[n-1].Prefers, next.Prefers, actorName(c, model.ActorID(actor)))
			}
		}
	}
	return "confidence of statement " + item + " for " + actorName(c, model.ActorID(actor))
}

// optionName is an option's name, else its id.
func optionName(g *model.Conflict, id model.OptionID) string {
	for i := range g.Options {
		if g.Options[i].ID == id && g.Options[i].Name != "" {
			return g.Options[i].Name
		}
	}
	return string(id)
}
