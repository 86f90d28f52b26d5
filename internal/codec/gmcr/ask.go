package gmcr

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/conflict"
	"entente/spelling"
)

// maxHorizon is the largest horizon of a limited move.
const maxHorizon = 64

func (c *collector) ask(f *File) {
	n := c.root.get("ask")
	if n == nil || !c.object(n, "ask", "an object of what to compute") {
		return
	}
	c.keys(n, "ask", "evolution", "limited_move", "sim", "coalitions", "blocs", "minimum_slide", "minimum_statement_swaps", "sampling")
	a := &f.Ask
	for k, n := range c.list1(n.get("evolution"), "ask.evolution", "a list of starts") {
		path := at("ask.evolution", k)
		if !c.object(n, path, `an object {"from", "kind"}`) {
			continue
		}
		c.keys(n, path, "from", "kind")
		e := Evolution{From: c.text(n.get("from"), path+".from")}
		if n.get("from") == nil {
			c.fault(conflict.CodeBadValue, path+".from", "it is not said where to start", "name the status quo")
		}
		switch kind := c.text(n.get("kind"), path+".kind"); kind {
		case "improvements":
			e.Improvements = true
		case "moves", "":
		default:
			c.fault(conflict.CodeBadValue, path+".kind", fmt.Sprintf("%q is no kind of sequence", clip(kind)), "write moves or improvements")
		}
		a.Evolution = append(a.Evolution, e)
	}
	if h := n.get("limited_move"); h != nil {
		a.LimitedMove = c.whole(h, "ask.limited_move", 0, maxHorizon)
	}
	a.SIM, a.Coalitions = c.truth(n.get("sim"), "ask.sim"), c.truth(n.get("coalitions"), "ask.coalitions")
	a.MinimumSlide, a.StatementSwaps = c.truth(n.get("minimum_slide"), "ask.minimum_slide"), c.truth(n.get("minimum_statement_swaps"), "ask.minimum_statement_swaps")
	for k, n := range c.list1(n.get("blocs"), "ask.blocs", "a list of partitions") {
		path := at("ask.blocs", k)
		partition := [][]string{}
		if n.kind != list {
			partition = nil // said below, and nothing more
		}
		for j, bloc := range c.list1(n, path, "a list of blocs") {
			partition = append(partition, c.oneOrMore(bloc, at(path, j), "a list of decision makers"))
		}
		a.Blocs = append(a.Blocs, partition)
	}
	c.sampling(n.get("sampling"), a)
}

func (c *collector) sampling(n *node, a *Ask) {
	const path = "ask.sampling"
	if n == nil || n.kind == boolean && !n.truth {
		return
	}
	s := &Sampling{Kind: Judgements, Draws: DefaultDraws, Seed: 1}
	a.Sampling = s
	if n.kind == boolean || !c.object(n, path, `an object {"kind", "draws", "seed", ...}`) {
		return
	}
	c.keys(n, path, "kind", "sd", "draws", "seed", "steps", "from")
	if kind := n.get("kind"); kind != nil {
		s.Kind = c.text(kind, path+".kind")
		if s.Kind != RankingNoise && s.Kind != Judgements && kind.kind == text {
			c.fault(conflict.CodeBadValue, path+".kind", fmt.Sprintf("%q is no kind of sampling", clip(s.Kind)), "write ranking-noise or judgements")
		}
	}
	if sd := n.get("sd"); sd != nil {
		if s.SD = c.number(sd, path+".sd"); s.SD < 0 {
			c.wrong(sd, path+".sd", "a standard deviation of 0 or more")
		}
	} else if s.Kind == RankingNoise {
		c.fault(conflict.CodeBadValue, path+".sd", "the noise has no standard deviation", "give sd, in positions of the ranking")
	}
	if d := n.get("draws"); d != nil {
		s.Draws = c.whole(d, path+".draws", 1, MaxDraws)
	}
	if seed := n.get("seed"); seed != nil {
		s.Seed = uint64(c.whole(seed, path+".seed", 0, 1<<53))
	}
	if steps := n.get("steps"); steps != nil {
		s.Steps = c.whole(steps, path+".steps", 1, math.MaxInt32)
	}
	s.From = c.text(n.get("from"), path+".from")
}

// states are the states that the ask names, with their paths.
func (a *Ask) states() [][2]string {
	var out [][2]string
	for k, e := range a.Evolution {
		out = append(out, [2]string{at("ask.evolution", k) + ".from", e.From})
	}
	if a.Sampling != nil && a.Sampling.From != "" {
		out = append(out, [2]string{"ask.sampling.from", a.Sampling.From})
	}
	return out
}

// checkAsk holds what is asked to the case; m is nil when its states are not
// known.
func (c *collector) checkAsk(f *File, m *conflict.Model) {
	n := len(f.Case.DecisionMakers)
	if f.Ask.LimitedMove > 0 && n != 2 {
		c.fault(conflict.CodeNeedsTwo, "ask.limited_move", fmt.Sprintf("the limited move is defined here for two decision makers, and there are %d", n), "drop it; for more than two there are rival definitions")
	}
	if f.Ask.SIM && f.Case.Graph != nil {
		c.fault(conflict.CodeNeedsOptions, "ask.sim", "simultaneous moves are made of options, and a graph lists its moves", "give the case in option form, or drop sim")
	}
	for k, partition := range f.Ask.Blocs {
		if partition == nil {
			continue
		}
		c.partition(f, partition, at("ask.blocs", k))
	}
	said := map[string]bool{}
	for _, p := range c.list {
		for _, w := range p.Where {
			said[w] = said[w] || !p.Warning && p.Code != codeTwice
		}
	}
	for _, s := range f.Ask.states() {
		ok := false
		if m != nil {
			_, ok = m.State(s[1])
		} else {
			ok = f.mayBeState(s[1])
		}
		if !ok && !said[s[0]] {
			c.fault(conflict.CodeStatusQuo, s[0], fmt.Sprintf("the state %q is excluded by a rule, or no state of the case", clip(s[1])), `name a feasible state: the ids of the options taken joined by +, or "-" for none`)
		}
	}
}

// mayBeState reports whether a key could be that of a state as far as the ids
// declared tell, where the states are not known.
func (f *File) mayBeState(key string) bool {
	if f.Case.Graph != nil {
		return slices.ContainsFunc(f.Case.Graph.States, func(s conflict.GraphState) bool { return s.ID == key })
	}
	for id := range strings.SplitSeq(key, "+") {
		if key != "-" && !slices.ContainsFunc(f.Case.Options, func(o conflict.Option) bool { return o.ID == id }) {
			return false
		}
	}
	return true
}

func (c *collector) partition(f *File, partition [][]string, path string) {
	left := map[string]bool{}
	var ids []string
	for _, d := range f.Case.DecisionMakers {
		left[d.ID] = true
		ids = append(ids, d.ID)
	}
	for j, bloc := range partition {
		if len(bloc) == 0 {
			c.fault(conflict.CodeBadValue, at(path, j), "a bloc has no member", "drop it")
		}
		for i, id := range bloc {
			where := at(at(path, j), i)
			open, known := left[id]
			switch {
			case !known:
				remedy := "name a declared one"
				if near := spelling.Nearest(id, ids); near != "" {
					remedy = fmt.Sprintf("did you mean %q?", near)
				}
				c.fault(conflict.CodeUnknownDM, where, fmt.Sprintf("%q is no decision maker", clip(id)), remedy)
			case !open:
				c.fault(conflict.CodeBadValue, where, fmt.Sprintf("%q stands in two blocs, or twice in one", id), "keep it in one bloc")
			}
			if known {
				left[id] = false
			}
		}
	}
	for _, id := range ids {
		if left[id] {
			c.fault(conflict.CodeBadValue, path, fmt.Sprintf("%q stands in no bloc", id), "put every decision maker into one bloc, alone if need be")
		}
	}
}
