package analysis

import (
	"fmt"
	"strings"

	"entente/faction"
	"entente/model"
)

// listeningPlan is who listens to whom among the parts of a composite on one
// issue, by variables; nil where the case does not say.
type listeningPlan struct {
	susceptibility []int   // by part; none: it listens to nobody
	weight         [][]int // by part and part; none: not at all
	vars           []int
}

// newListening compiles the listening among the parts that have a stance.
func newListening(p *plan, parts []partPlan) *listeningPlan {
	l := &listeningPlan{susceptibility: make([]int, len(parts)), weight: make([][]int, len(parts))}
	for i, part := range parts {
		l.susceptibility[i] = none
		l.weight[i] = make([]int, len(parts))
		for j, other := range parts {
			l.weight[i][j] = none
			for k := range part.actor.Listens {
				if part.actor.Listens[k].To != other.actor.ID {
					continue
				}
				v := p.at(model.ActorPath(part.actor.ID, "listens."+string(other.actor.ID)))
				s := p.at(model.ActorPath(part.actor.ID, "susceptibility"))
				if v == none || s == none {
					continue
				}
				l.weight[i][j], l.susceptibility[i] = v, s
				l.vars = append(l.vars, v)
			}
		}
		if l.susceptibility[i] != none {
			l.vars = append(l.vars, l.susceptibility[i])
		}
	}
	if l.vars == nil {
		return nil
	}
	return l
}

// listeningFrame settles opinions in draws. It belongs to one evaluator.
type listeningFrame struct {
	settler        *faction.Settler
	attention      [][]float64
	susceptibility []float64
}

func newListeningFrame(p *plan) *listeningFrame {
	n := 0
	for k := range p.states {
		if p.states[k].listening != nil {
			n = max(n, len(p.states[k].parts))
		}
	}
	if n == 0 {
		return nil
	}
	f := &listeningFrame{settler: faction.NewSettler(n), attention: make([][]float64, n), susceptibility: make([]float64, n)}
	for i := range f.attention {
		f.attention[i] = make([]float64, n)
	}
	return f
}

// settle moves positions, 0..100, to the end points of listening with the inputs
// x; false where there are none.
func (f *listeningFrame) settle(l *listeningPlan, x, position []float64) bool {
	n := len(position)
	for i := range n {
		f.susceptibility[i] = 0
		if v := l.susceptibility[i]; v != none {
			f.susceptibility[i] = x[v]
		}
		for j, v := range l.weight[i] {
			f.attention[i][j] = 0
			if v != none {
				f.attention[i][j] = x[v]
			}
		}
	}
	return f.settler.Settle(position, f.attention[:n], f.susceptibility[:n])
}

// settling says what listening does to a state at the mids.
func (r *run) settling(k int) *Settling {
	st := &r.p.states[k]
	if st.listening == nil {
		return nil
	}
	s, at := r.scenarios[r.activeAt], &r.active().point.states[k]
	ip := &r.p.issues[st.issue]
	out := &Settling{First: []FirstPosition{}}
	for j, part := range st.parts {
		out.First = append(out.First, FirstPosition{ID: string(part.actor.ID), Position: ip.units(at.first[j])})
	}
	statusQuo := middleOfScale
	if ip.statusQuo != none {
		statusQuo = ip.hundred(s.mids[ip.statusQuo])
	}
	length := ip.high - ip.low
	without, ok := faction.NewKernel(len(st.parts)).Aggregate(at.first, at.strength, at.saliences, s.vetoes[k], statusQuo)
	if ok {
		rule := ruleIndex(st.rule)
		out.Without = ip.units([rules]float64{ruleMean: without.Mean, ruleMedian: without.MedianLow, ruleVeto: without.VetoPoint}[rule])
		out.Moved = ip.units(at.by[rule]) - out.Without
	}
	var who []string
	for j, part := range st.parts {
		if st.listening.susceptibility[j] != none {
			who = append(who, plainName(part.actor))
		}
	}
	out.Says = fmt.Sprintf("Assumption: before they are joined, opinions settle among the parts, since the case says that %s %s to others. Who listens to whom is hardly ever documented; without it the %s at the mids is %s.",
		list(who), listens(len(who)), st.rule, number(out.Without, length))
	return out
}

func listens(n int) string {
	if n == 1 {
		return "listens"
	}
	return "listen"
}

// listenLabel names a weight of listening in words; empty for other paths.
func listenLabel(c *model.Case, path string) string {
	from, to, ok := strings.Cut(path, ".listens.")
	if !ok || c.Actor(model.ActorID(from)) == nil || c.Actor(model.ActorID(to)) == nil {
		return ""
	}
	return "how much " + actorName(c, model.ActorID(from)) + " listens to " + actorName(c, model.ActorID(to))
}
