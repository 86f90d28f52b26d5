package conflict

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// preferences checks every preference; stated is false when the states are not
// known, so that only names can be checked.
func (b *builder) preferences(stated bool) *Model {
	n := len(b.sp.dms)
	m := &Model{space: b.sp, prefs: make([]Preference, n), truth: make([][][]Set, n), ranks: make([][]int32, n), pairs: make([][][2]int32, n)}
	for i, d := range b.sp.dms {
		p, ok := b.Preferences[d.ID]
		where := "preferences." + d.ID
		if first, known := b.sp.dmIndex[d.ID]; !known || first != i {
			continue // an id that is missing or taken is reported
		}
		if !ok {
			b.ps.add(CodeNoPreferences, where, fmt.Sprintf("%s has no preferences", d.Name), "give its order, or mark it unknown")
			continue
		}
		m.prefs[i] = p
		errors := len(b.ps)
		switch p.Kind {
		case Ranking:
			m.ranks[i] = b.ranking(p.Order, where+".order", stated)
		case Statements:
			m.truth[i] = b.statements(p.Statements, where+".statements", stated)
			if stated && m.truth[i] != nil {
				m.ranks[i] = b.rankStatements(p.Statements, m.truth[i], where+".statements")
			}
		case Weights:
			b.checkWeights(p.Weights, where+".weights")
			if stated && len(b.ps) == errors {
				m.ranks[i] = b.sp.rankWeights(p.Weights)
			}
		case Scores:
			if b.checkScores(p.Scores, where+".scores", stated) && stated {
				m.ranks[i] = RankScores(p.Scores)
			}
		case Unknown:
			m.pairs[i] = b.partial(p.Pairs, where+".pairs", stated)
		default:
			b.ps.add(CodeBadValue, where+".kind", fmt.Sprintf("%q is no kind of preference", p.Kind), "write ranking, statements, weights, scores or unknown")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(b.Preferences)) {
		if _, ok := b.sp.dmIndex[id]; !ok {
			b.ps.add(CodeUnknownDM, "preferences."+id, fmt.Sprintf("%q is no decision maker", id), orNearest(id, b.dmIDs(), "declare it, or drop its preferences"))
		}
	}
	return m
}

// state finds a state that a preference names. Without states only the names of
// options are checked, and the state is its combination of options.
func (b *builder) state(key, where string, stated bool) (int, bool) {
	if b.sp.graph && !stated {
		return 0, false
	}
	if !stated {
		b.sp.full = true // any combination will do
		defer func() { b.sp.full = false }()
	}
	s, unknown, ok := b.sp.parseKey(key)
	switch {
	case ok:
		return s, true
	case unknown != "" && b.sp.graph:
		b.ps.add(CodeUnknownState, where, fmt.Sprintf("there is no state %q", unknown), orNearest(unknown, b.sp.ids, "declare it, or drop it here"))
	case unknown != "" || key == "":
		remedy := orNearest(unknown, b.sp.optionIDs(), `join the ids of the options taken by +, write "-" for none`)
		b.ps.add(CodeUnknownOption, where, fmt.Sprintf("%q in %q is no option, or stands there twice", unknown, key), remedy)
	default:
		b.ps.add(CodeRankingInfeasible, where, fmt.Sprintf("the state %q is excluded by a rule", key), "drop it here, or change the rule")
	}
	return 0, false
}

func (b *builder) ranking(order [][]string, where string, stated bool) []int32 {
	errors := len(b.ps)
	rank := make([]int32, b.sp.len())
	for s := range rank {
		rank[s] = -1
	}
	named := map[int]bool{}
	for k, class := range order {
		at := fmt.Sprintf("%s[%d]", where, k)
		if len(class) == 0 {
			b.ps.add(CodeBadValue, at, "a class of the ranking is empty", "drop it")
		}
		for _, key := range class {
			s, ok := b.state(key, at, stated)
			if !ok {
				continue
			}
			if named[s] && len(b.sp.options) <= 64 {
				b.ps.add(CodeRankingDuplicate, at, fmt.Sprintf("the state %q is ranked twice", key), "keep it in one place")
				continue
			}
			named[s] = true
			if stated {
				rank[s] = int32(len(order) - 1 - k)
			}
		}
	}
	if !stated {
		return nil
	}
	m := &Model{space: b.sp}
	var missing []string
	total := 0
	for s, r := range rank {
		if r < 0 {
			if total++; total <= 10 {
				missing = append(missing, m.Key(s))
			}
		}
	}
	if total > 0 {
		list := strings.Join(missing, ", ")
		if total > len(missing) {
			list += fmt.Sprintf(" and %d more", total-len(missing))
		}
		b.ps.add(CodeRankingIncomplete, where, "the ranking leaves out "+list, "rank every feasible state once")
	}
	if len(b.ps) > errors {
		return nil
	}
	return Dense(rank)
}

// levelWhere is the path of an expression: [k] for a level of its own, [k][j]
// where several are equally important.
func levelWhere(where string, k, j, width int) string {
	if width == 1 {
		return fmt.Sprintf("%s[%d]", where, k)
	}
	return fmt.Sprintf("%s[%d][%d]", where, k, j)
}

func (b *builder) statements(levels [][]string, where string, stated bool) [][]Set {
	var programs []program
	ok := true
	if len(levels) == 0 {
		b.ps.add(CodeBadValue, where, "there is no statement", "give at least one, or mark the preferences unknown")
		return nil
	}
	for k, level := range levels {
		if len(level) == 0 {
			b.ps.add(CodeBadValue, fmt.Sprintf("%s[%d]", where, k), "a level has no statement", "drop it")
			ok = false
		}
		for j, text := range level {
			e := b.expression(text, levelWhere(where, k, j, len(level)))
			if e == nil {
				ok = false
				continue
			}
			programs = append(programs, compile(e, b.sp.optIdx))
		}
	}
	if !ok || !stated || !b.sp.checkTakenKnown(&b.ps, where) {
		return nil
	}
	flat := b.sp.truths(programs)
	out := make([][]Set, len(levels))
	for k, level := range levels {
		out[k], flat = flat[:len(level):len(level)], flat[len(level):]
	}
	return out
}

// checkTakenKnown reports states of a graph whose options are not known, where
// something needs to know them.
func (sp *space) checkTakenKnown(ps *Problems, where string) bool {
	for s, known := range sp.known {
		if !known {
			ps.add(CodeNeedsOptions, where, fmt.Sprintf("it is not known which options are taken in the state %q", sp.ids[s]), "give a ranking or scores, or say what is taken there")
			return false
		}
	}
	return true
}

func (b *builder) rankStatements(levels [][]string, truth [][]Set, where string) []int32 {
	n := b.sp.len()
	r := newRefiner(n)
	var idle Problem
	for k, level := range truth {
		constant := true
		for j, set := range level {
			holds := set.Len()
			if holds != 0 && holds != n {
				constant = false
				continue
			}
			if n > 1 {
				never := "holds in every feasible state"
				if holds == 0 {
					never = "holds in no feasible state"
				}
				b.ps.warn(CodeConstantStatement, levelWhere(where, k, j, len(level)), fmt.Sprintf("%q %s, so it separates nothing", levels[k][j], never), "drop it, or check what was meant")
			}
		}
		if !r.refine(level) && !constant {
			idle.Where = append(idle.Where, fmt.Sprintf("%s[%d]", where, k))
		}
	}
	if len(idle.Where) > 0 {
		idle.Code, idle.Warning = CodeRedundantStatement, true
		idle.Cause, idle.Remedy = "what stands here separates no two states that the statements before it leave equal", "drop it, or move it up if it matters"
		b.ps = append(b.ps, idle)
	}
	return r.rank
}

func (b *builder) checkWeights(weights map[string]float64, where string) {
	for _, id := range slices.Sorted(maps.Keys(weights)) {
		if _, ok := b.sp.optIdx[id]; !ok {
			b.ps.add(CodeUnknownOption, where+"."+id, fmt.Sprintf("the option %q is not declared", id), orNearest(id, b.sp.optionIDs(), "declare it, or drop its weight"))
		}
		if w := weights[id]; math.IsNaN(w) || math.IsInf(w, 0) {
			b.ps.add(CodeBadValue, where+"."+id, fmt.Sprintf("the weight of %q is no finite number", id), "give a finite number")
		}
	}
	b.sp.checkTakenKnown(&b.ps, where)
}

func (b *builder) checkScores(scores []float64, where string, stated bool) bool {
	ok := true
	for k, x := range scores {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			b.ps.add(CodeBadValue, fmt.Sprintf("%s[%d]", where, k), "a score is no finite number", "give a finite number")
			ok = false
		}
	}
	if stated && len(scores) != b.sp.len() {
		b.ps.add(CodeScoreCount, where, fmt.Sprintf("there are %d scores for %d feasible states", len(scores), b.sp.len()), "give one score a feasible state, in canonical order")
		ok = false
	}
	return ok
}

// partial reads what is known of an unknown order and refuses cycles.
func (b *builder) partial(pairs [][2]string, where string, stated bool) [][2]int32 {
	var out [][2]int32
	for k, pair := range pairs {
		at := fmt.Sprintf("%s[%d]", where, k)
		better, ok := b.state(pair[0], at, stated)
		worse, ok2 := b.state(pair[1], at, stated)
		if ok && ok2 && stated {
			out = append(out, [2]int32{int32(better), int32(worse)})
		}
	}
	// Take away states that nothing is better than until none is left.
	above := make([]int, b.sp.len())
	below := map[int32][]int32{}
	for _, p := range out {
		above[p[1]]++
		below[p[0]] = append(below[p[0]], p[1])
	}
	var open []int32
	for s, n := range above {
		if n == 0 {
			open = append(open, int32(s))
		}
	}
	taken := 0
	for len(open) > 0 {
		s := open[len(open)-1]
		open = open[:len(open)-1]
		taken++
		for _, t := range below[s] {
			if above[t]--; above[t] == 0 {
				open = append(open, t)
			}
		}
	}
	if taken < len(above) {
		b.ps.add(CodePreferenceCycle, where, "some states are better than themselves by these pairs", "drop a pair of each circle")
	}
	return out
}
