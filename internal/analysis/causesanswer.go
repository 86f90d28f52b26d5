package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"entente/cause"
	"entente/model"
)

const (
	// gainDraws is how many draws the gains of loops are taken from.
	gainDraws = 2000
	// learnedLinks is how many links the observations are said to bear on.
	learnedLinks = 5
)

// causesAnswer is what the map says under the changes in force; nil when the
// case has none or the lens is not run.
func (r *run) causesAnswer() *CausesAnswer {
	t, ok := r.joinedAt(model.LensCauses, r.activeAt).(*causesTable)
	if !ok {
		return nil
	}
	a := t.summary(r)
	if a.Silent != "" {
		return a
	}
	base := r.joinedAt(model.LensCauses, 0).(*causesTable)
	for i, p := range t.pushes {
		var was *pushColumns
		if t != base {
			was = base.pushes[i]
		}
		a.Pushes = append(a.Pushes, p.answer(r.done, was))
	}
	return a
}

// summary is the answer without the pushes.
func (t *causesTable) summary(r *run) *CausesAnswer {
	n := t.count(r.done)
	stable, matching := n[unlike]+n[freed]+n[speaks], n[freed]+n[speaks]
	a := &CausesAnswer{
		Self: string(t.l.whole.Self()), Prior: string(cause.PriorUniform), Tried: r.done, Stable: stable, Matching: matching,
		PStable: ratio(float64(stable), float64(r.done)), PAccept: ratio(float64(matching), float64(r.done)), Fit: ratio(float64(matching), float64(stable)),
		Few: n[speaks] < fewSpeak, Pushes: []PushAnswer{}, Loops: t.loops(r), Observed: t.observed(r), Learned: t.learned(r), Words: []string{},
	}
	if n[speaks] == 0 {
		a.Silent = t.silence(r.done)
	}
	a.Words = append(a.Words, t.counted(r.done), selfWords(a.Self),
		"What rises or falls does so in at least 95 of 100 weightings, what leans in at least 80; the rest is ambiguous: the structure does not decide.")
	if lost := r.done - stable; lost > 0 {
		for _, l := range a.Loops {
			if l.Sign != string(cause.Minus) && l.AtLeast > 0 {
				a.Words = append(a.Words, sentence("what runs away is above all: "+l.Words))
				break
			}
		}
	}
	return a
}

func selfWords(self string) string {
	switch cause.Self(self) {
	case cause.Unit:
		return "Every driver settles back with strength 1, as the case says; shares depend on that choice."
	case cause.Declared:
		return "Drivers settle back only where the map declares it; shares depend on that choice."
	}
	return "How strongly each driver settles back is drawn between 0 and 1; shares depend on that choice."
}

// loops are the feedback loops of what is left of the map.
func (t *causesTable) loops(r *run) []LoopAnswer {
	on := t.remaining()
	found := on.Loops(cause.LoopLimits{}).Loops
	gains := on.Gains(found, gainDraws, r.o.Seed)
	out := []LoopAnswer{}
	for i, l := range found {
		a := LoopAnswer{Nodes: []string{}, Sign: string(l.Sign), Links: []string{}, Gain: finite(gains[i].Median), AtLeast: gains[i].AtLeast, Words: sentence(on.LoopWords(l))}
		for _, d := range l.Nodes {
			a.Nodes = append(a.Nodes, string(t.l.m.c.Drivers[d].ID))
		}
		for _, e := range l.Edges {
			a.Links = append(a.Links, string(t.l.m.links[on.links[e]].path))
		}
		out = append(out, a)
	}
	return out
}

// observed says how easily the map shows each observation.
func (t *causesTable) observed(r *run) []ObservedAnswer {
	m := t.l.m
	held, stable := make([]int, len(m.observed)), 0
	if len(held) > 0 {
		x := make([]float64, len(m.drivers))
		t.wholeDraws(r, func(k *cause.Kernel, _ int) {
			stable++
			for i := range m.observed {
				o := &m.observed[i]
				k.Respond(cause.Intervention{Push: o.push}, x)
				if cause.SignOf(x[o.node]) == o.sign {
					held[i]++
				}
			}
		})
	}
	out := []ObservedAnswer{}
	for i := range m.observed {
		o := &m.c.Observed[i]
		a := ObservedAnswer{
			Path: "causes.observed." + strconv.Itoa(i+1), Node: string(o.Node), Name: m.name(m.observed[i].node), Moved: string(o.Moved),
			Held: ratio(float64(held[i]), float64(stable)), Push: []PushedDriver{}, Claims: claimIDs(o.Support, false),
		}
		for _, q := range o.Push {
			a.Push = append(a.Push, m.pushed(m.drivers[q.Driver], model.Push, q.Size))
		}
		moved := map[int]string{1: "rose", -1: "fell", 0: "did not move"}[m.observed[i].sign]
		a.Words = fmt.Sprintf("Under %s %s %s; %s of 100 stable draws show that.", sayPush(a.Push), a.Node, moved, share100(held[i], stable))
		out = append(out, a)
	}
	return out
}

// wholeDraws calls visit with the whole map on the first stable draws.
func (t *causesTable) wholeDraws(r *run, visit func(k *cause.Kernel, i int)) {
	f := t.l.frame().(*causesFrame)
	inputs := make([]float64, len(r.p.vars))
	for i, left := 0, gainDraws; i < r.done && left > 0; i++ {
		if t.fates[i] == runsAway {
			continue
		}
		for k := range t.l.m.links {
			v := t.l.m.links[k].size
			inputs[v] = t.s.samplers[v].At(r.design.AtDim(i, r.p.vars[v].dim))
		}
		if f.kernel.TrySizes(f.load(inputs), r.o.Seed, i, 0) {
			left--
			visit(f.kernel, i)
		}
	}
}

// learned is what the observations ask of the links, the largest change first.
func (t *causesTable) learned(r *run) []LearnedLink {
	m := t.l.m
	out := []LearnedLink{}
	if len(m.observed) == 0 {
		return out
	}
	all, kept := make([]float64, len(m.links)), make([]float64, len(m.links))
	stable, matching := 0, 0
	t.wholeDraws(r, func(k *cause.Kernel, i int) {
		matches := t.fates[i] != unlike
		stable++
		if matches {
			matching++
		}
		for e := range m.links {
			size := math.Abs(k.Value(e))
			all[e] += size
			if matches {
				kept[e] += size
			}
		}
	})
	if matching == 0 || matching == stable {
		return out // nothing to learn from
	}
	for e := range m.links {
		l := LearnedLink{Path: string(m.links[e].path), Label: label(m.p.c, m.links[e].path), Stable: all[e] / float64(stable), Kept: kept[e] / float64(matching)}
		l.Change = l.Kept - l.Stable
		how := "strong"
		if l.Change < 0 {
			how = "weak"
		}
		l.Words = fmt.Sprintf("What was observed needs %s to be %s: %s on average in place of %s.", l.Path, how, number(l.Kept, 1), number(l.Stable, 1))
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b LearnedLink) int { return cmp.Compare(math.Abs(b.Change), math.Abs(a.Change)) })
	return out[:min(len(out), learnedLinks)]
}

// Title names a push in words: "deal-payoff +0.6, threats -0.3".
func (a *PushAnswer) Title() string {
	s := sayPush(a.Push)
	if len(a.Off) > 0 {
		s += ", off: " + strings.Join(a.Off, ", ")
	}
	return s
}
