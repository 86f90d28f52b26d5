package analysis

import (
	"fmt"
	"math"
	"strings"

	"entente/model"
)

// leverScenario is the scenario in force with one more what-if.
func (r *run) leverScenario(w *model.WhatIf) int {
	return r.scenario(r.p.union(r.o.WhatIfs, []model.WhatIfID{w.ID}), true, headline)
}

// planLevers plans the scenarios that the answers need: all what-ifs when asked
// for, else those that a question about levers compares.
func (r *run) planLevers() {
	first := map[model.QuestionID]bool{}
	asked := map[model.ActorID]bool{}
	for i := range r.c.Conclusions {
		k := &r.c.Conclusions[i]
		if first[k.Answers] {
			continue
		}
		first[k.Answers] = true
		if owner, ok := r.askedOf(k); ok {
			asked[owner] = true
		}
	}
	for i := range r.c.WhatIfs {
		if w := &r.c.WhatIfs[i]; r.o.Levers || w.Actor != "" && asked[stateOf(w.Actor)] {
			r.leverScenario(w)
		}
	}
}

// effects are what a scenario does to the weighted mean of each issue, against
// the one in force, draw by draw.
func (r *run) effects(at int) []LeverEffect {
	with, now := r.tables[at], r.active()
	out := []LeverEffect{}
	for k := range r.p.issues {
		col := r.p.methodColumn(k, methodMean)
		diff := difference(with.cols[col][:with.done], now.cols[col][:now.done])
		e := LeverEffect{Issue: string(r.p.issues[k].issue.ID)}
		e.Moved = spreadOf(diff, with.point.issues[k].by[methodMean]-now.point.issues[k].by[methodMean])
		up, n := 0, 0
		for _, d := range diff {
			if d > 0 {
				up++
			}
			if !math.IsNaN(d) {
				n++
			}
		}
		e.Up = ratio(float64(up), float64(n))
		if e.Moved != (Spread{}) {
			out = append(out, e)
		}
	}
	return out
}

// lever says what one what-if does, added to those in force.
func (r *run) lever(w *model.WhatIf, conclusions []ConclusionAnswer) Lever {
	at := r.leverScenario(w)
	out := Lever{WhatIf: r.p.whatIfRef(w), Effects: r.effects(at), Turns: []LeverTurn{}}
	for i := range conclusions {
		k := r.c.Conclusion(model.ConclusionID(conclusions[i].ID))
		if len(k.Under) > 0 {
			continue // it is asked under what-ifs of its own
		}
		base, _, ok := r.headShare(k, r.activeAt)
		if !ok {
			continue
		}
		with, _, _ := r.headShare(k, at)
		turn := LeverTurn{Conclusion: string(k.ID), Base: base, With: with}
		turn.Turns = (turn.Base >= 0.5) != (turn.With >= 0.5)
		if turn.Base != turn.With && !math.IsNaN(turn.Base) && !math.IsNaN(turn.With) {
			out.Turns = append(out.Turns, turn)
		}
	}
	out.Words = r.leverWords(&out)
	return out
}

func (r *run) leverWords(l *Lever) string {
	if len(l.Effects) == 0 && len(l.Turns) == 0 {
		for _, ch := range l.WhatIf.Changes {
			if ch.Reaches {
				return "It moves no outcome of the lenses run here."
			}
		}
		return "The lenses run here do not feel it; that is no finding that nothing would move."
	}
	var moves, turns []string
	for _, e := range l.Effects {
		ip := r.p.issues[r.issueIndex(e.Issue)]
		length := ip.high - ip.low
		if max(math.Abs(e.Moved.P05), math.Abs(e.Moved.P95)) < length/100 {
			continue // a hair's breadth; the table has it
		}
		moves = append(moves, fmt.Sprintf("%s by %s (%s to %s)", e.Issue, signed(e.Moved.Median, length), signed(e.Moved.P05, length), signed(e.Moved.P95, length)))
	}
	for _, t := range l.Turns {
		if t.Turns {
			turns = append(turns, fmt.Sprintf("%s goes from %d to %d of 100 draws", t.Conclusion, int(math.Round(t.Base*100)), int(math.Round(t.With*100))))
		}
	}
	var parts []string
	if len(moves) > 0 {
		parts = append(parts, "Moves "+strings.Join(moves, "; ")+".")
	} else if len(l.Effects) > 0 {
		parts = append(parts, "It moves no outcome by as much as a hundredth of its scale.")
	}
	if len(turns) > 0 {
		parts = append(parts, "Turns: "+strings.Join(turns, "; ")+".")
	}
	if len(parts) == 0 {
		return "It turns no conclusion; the table has what it moves."
	}
	return strings.Join(parts, " ")
}

func (r *run) issueIndex(id string) int {
	for k := range r.p.issues {
		if string(r.p.issues[k].issue.ID) == id {
			return k
		}
	}
	return none
}
