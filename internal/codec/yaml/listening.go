package yaml

import (
	"fmt"
	"slices"

	"entente/faction"
	"entente/model"
)

// codeUnheard marks what is written about listening and does nothing.
const codeUnheard = "factions/listens-to-nobody"

// listening checks who listens to whom among the parts of a whole.
func (r *reader) listening() {
	for i := range r.c.Actors {
		a := &r.c.Actors[i]
		path := "actors." + string(a.ID)
		if len(a.Listens) == 0 {
			if n := r.numbers[&a.Susceptibility]; n != nil && a.Susceptibility.Given {
				r.warn(n, path, codeUnheard, fmt.Sprintf("%q is susceptible, and nothing says to whom it listens; the number does nothing.", a.ID), "Add `listens` with the parts it listens to, or remove the susceptibility.")
			}
			continue
		}
		at := path + ".listens"
		if a.ID.Whole() == "" {
			r.failAt(at, faction.CodeListening, fmt.Sprintf("%q is part of nothing, and only parts of one whole listen to each other.", a.ID), "Remove `listens`; between states, causes and ties carry what moves them.")
			continue
		}
		if !a.Susceptibility.Given {
			r.failAt(path, faction.CodeSusceptibility, fmt.Sprintf("%q listens, and nothing says how far it gives way.", a.ID), "Add `susceptibility`, 0 to 1.")
		}
		heard := false
		for j := range a.Listens {
			l := &a.Listens[j]
			heard = heard || attends(l)
			switch {
			case r.c.Actor(l.To) == nil: // reported already
			case l.To == a.ID:
				r.failAt(at+"."+string(l.To), faction.CodeListening, fmt.Sprintf("%q listens to itself.", a.ID), "Remove it; a susceptibility below 1 says how far it keeps its own opinion.")
			case l.To.Whole() != a.ID.Whole():
				r.failAt(at+"."+string(l.To), faction.CodeListening, fmt.Sprintf("%q listens to %q, which is no part of %q.", a.ID, l.To, a.ID.Whole()), "Name other parts of the same whole.")
			}
		}
		if n := r.at(at); !heard && n != nil {
			r.warn(n, at, codeUnheard, fmt.Sprintf("All that %q listens to has the weight 0, so it keeps its own opinion.", a.ID), "Give one of them a weight above 0, or remove `listens`.")
		}
	}
	r.anchors()
}

// attends reports whether a weight can be above 0.
func attends(l *model.Attention) bool { return !l.Weight.Given || l.Weight.Value.High > 0 }

// anchors refuses parts that all give way fully and listen only to each other:
// their opinions have no end point.
func (r *reader) anchors() {
	anchored := map[model.ActorID]bool{}
	for i := range r.c.Actors {
		a := &r.c.Actors[i]
		anchored[a.ID] = !slices.ContainsFunc(a.Listens, func(l model.Attention) bool { return attends(&l) }) ||
			!a.Susceptibility.Given || a.Susceptibility.Value.Low < 1
	}
	for changed := true; changed; {
		changed = false
		for i := range r.c.Actors {
			a := &r.c.Actors[i]
			for j := range a.Listens {
				if l := &a.Listens[j]; !anchored[a.ID] && anchored[l.To] && attends(l) {
					anchored[a.ID], changed = true, true
				}
			}
		}
	}
	for i := range r.c.Actors {
		if a := &r.c.Actors[i]; !anchored[a.ID] {
			r.failAt("actors."+string(a.ID)+".susceptibility", faction.CodeNoAnchor, fmt.Sprintf("%q gives way fully and listens, directly or not, to nobody with an opinion of its own.", a.ID),
				"Give one of them a susceptibility below 1, or let one listen to another part.")
		}
	}
}
