package analysis

import (
	"fmt"
	"math"
	"strings"

	"entente/model"
)

// lever says what one what-if does, added to those in force.
func (r *run) lever(w *model.WhatIf, conclusions []ConclusionAnswer) Lever {
	at := r.scenario(r.p.union(r.o.WhatIfs, []model.WhatIfID{w.ID}), true, headline)
	with, now := r.tables[at], r.active()
	out := Lever{WhatIf: r.p.whatIfRef(w), Effects: []LeverEffect{}, Turns: []LeverTurn{}}
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
			out.Effects = append(out.Effects, e)
		}
	}
	for i := range conclusions {
		k := r.c.Conclusion(model.ConclusionID(conclusions[i].ID))
		if len(k.Under) > 0 {
			continue // it is asked under what-ifs of its own
		}
		t, test, ok := r.headlineOf(k, r.activeAt)
		if !ok {
			continue
		}
		turn := LeverTurn{Conclusion: string(k.ID), Base: r.headlineShare(t, test, r.activeAt), With: r.headlineShare(t, test, at)}
		turn.Turns = (turn.Base >= 0.5) != (turn.With >= 0.5)
		if turn.Base != turn.With && !math.IsNaN(turn.Base) && !math.IsNaN(turn.With) {
			out.Turns = append(out.Turns, turn)
		}
	}
	out.Words = r.leverWords(&out)
	return out
}

func (r *run) leverWords(l *Lever) string {
	if len(l.Effects) == 0 {
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
	if len(moves) == 0 {
		return "It moves no outcome by as much as a hundredth of its scale."
	}
	s := "Moves " + strings.Join(moves, "; ") + "."
	if len(turns) > 0 {
		s += " Turns: " + strings.Join(turns, "; ") + "."
	}
	return s
}

func (r *run) issueIndex(id string) int {
	for k := range r.p.issues {
		if string(r.p.issues[k].issue.ID) == id {
			return k
		}
	}
	return none
}
