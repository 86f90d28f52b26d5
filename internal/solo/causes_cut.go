package solo

import (
	"context"
	"fmt"

	"entente/cause"
)

// MechanismOff names what is switched off at once: links, as "a -> b", that are
// cut, and nodes that are held at their level.
type MechanismOff struct {
	Name string
	Cut  []string
	Hold []string
}

// CauseCut is what a press does with each mechanism switched off. It is drawn
// without observations: what was seen was seen with all mechanisms at work.
type CauseCut struct {
	Accepted   int             `json:"accepted"` // of the base
	Base       []CauseCutNode  `json:"base"`
	Mechanisms []CauseSwitched `json:"mechanisms"` // the largest change first, idle ones last
}

// CauseSwitched is one mechanism off.
type CauseSwitched struct {
	Mechanism string         `json:"mechanism"`
	Accepted  int            `json:"accepted"`
	Idle      bool           `json:"idle"` // it carries nothing to any target
	Targets   []CauseCutNode `json:"targets"`
}

// CauseCutNode is one target; what compares is there for mechanisms only.
type CauseCutNode struct {
	Node string `json:"node"`
	cause.Shares
	Change    float64 `json:"change"`     // half the sum of the changes of the three shares
	Flips     int     `json:"flips"`      // draws, stable in both, in which the sign differs
	Both      int     `json:"both"`       // draws stable in both
	OnlyRoute bool    `json:"only_route"` // nothing leads to the target any more
	OnRoute   bool    `json:"on_route"`   // part of it lies on a way to the target
}

// mechanisms looks up what is to be switched off; what is not there is in errs.
func (r *Causes) mechanisms(errs *[]error) []cause.Mechanism {
	var out []cause.Mechanism
	for _, m := range r.o.Off {
		found := cause.Mechanism{Name: m.Name}
		for _, link := range m.Cut {
			e, ok := r.compiled.Link(link)
			if !ok {
				*errs = append(*errs, &cause.Error{Code: codeUnknownLink, At: m.Name, Cause: fmt.Sprintf("%q is no link of the map", link), Remedy: "name one as CAUSE -> EFFECT"})
			}
			found.Cut = append(found.Cut, e)
		}
		for _, node := range m.Hold {
			i, err := r.compiled.Find(node, m.Name)
			if err != nil {
				*errs = append(*errs, err)
			}
			found.Hold = append(found.Hold, i)
		}
		out = append(out, found)
	}
	return out
}

// cut adds the table of mechanisms to a press: for the nodes to be explained,
// else for all that the press reaches.
func (r *Causes) cut(ctx context.Context, out *CausePress, q cause.Question) error {
	if len(r.off) == 0 {
		return nil
	}
	var targets []int
	for _, name := range r.o.Why {
		i, _ := r.compiled.Node(name)
		targets = append(targets, i)
	}
	for i := range out.Nodes {
		if len(r.o.Why) == 0 && out.Nodes[i].Reached {
			targets = append(targets, i)
		}
	}
	q.Observe, q.Progress = nil, nil
	run, err := r.compiled.CutMechanisms(ctx, q, targets, r.off, func(done int) { r.progress(done * r.o.Draws) })
	if run == nil {
		return err
	}
	r.done += len(r.off) * r.o.Draws
	table := &CauseCut{Accepted: run.Accepted, Base: []CauseCutNode{}, Mechanisms: []CauseSwitched{}}
	for t, node := range targets {
		table.Base = append(table.Base, CauseCutNode{Node: r.Nodes[node], Shares: run.Base[t], OnRoute: true})
	}
	add := func(s cause.Switched) {
		one := CauseSwitched{Mechanism: s.Name, Accepted: s.Accepted, Idle: s.Idle(), Targets: []CauseCutNode{}}
		for t, w := range s.Targets {
			one.Targets = append(one.Targets, CauseCutNode{r.Nodes[targets[t]], w.Off, w.Change, w.Flips, w.Both, w.OnlyRoute, w.OnRoute})
		}
		table.Mechanisms = append(table.Mechanisms, one)
	}
	for _, i := range run.Rank() {
		add(run.Mechanisms[i])
	}
	for _, s := range run.Mechanisms {
		if s.Idle() {
			add(s)
		}
	}
	out.Cut = table
	if len(r.observed) > 0 {
		r.warn("Mechanisms are switched off without what was observed: it was seen with all of them at work.")
	}
	return err
}
