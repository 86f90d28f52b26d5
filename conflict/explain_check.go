package conflict

import (
	"fmt"
	"reflect"
	"slices"
)

// CheckExplanation holds an explanation to the moves and orders of the model: it
// reports the first thing in it that is not so. It shares no search with what
// makes explanations, and takes time and memory by the square of what the others
// can reach; it does not check HangsOn.
func (m *Model) CheckExplanation(e *Explanation) error {
	c, ok := ParseConcept(e.Concept)
	i := m.DecisionMaker(e.DM)
	s, known := m.State(e.State)
	if !ok || i < 0 || !known {
		return fmt.Errorf("no such verdict: %s of %q for %q", e.Concept, e.State, e.DM)
	}
	if err := m.needKnown(); err != nil {
		return err
	}
	k := &checker{m, c, i, s}
	improvements := m.Improvements(i, s, nil)
	if e.Stable != (e.Undeterred == nil) || e.Stable && len(e.Deterred) != len(improvements) {
		return fmt.Errorf("%s has %d improvements from %s, %d of them deterred in a verdict of stable: %t", e.DM, len(improvements), e.State, len(e.Deterred), e.Stable)
	}
	if e.Undeterred != nil {
		return k.undeterred(e.Undeterred)
	}
	for n := range e.Deterred {
		if e.Deterred[n].Improvement.To != m.Key(int(improvements[n])) {
			return fmt.Errorf("improvement %d is to %s, not to %s", n, m.Key(int(improvements[n])), e.Deterred[n].Improvement.To)
		}
		if err := k.deterred(&e.Deterred[n]); err != nil {
			return err
		}
	}
	if len(improvements) > 0 {
		return nil
	}
	moves := m.Moves(i, s, nil)
	if len(moves) != len(e.Moves) {
		return fmt.Errorf("%s has %d moves from %s, not %d", e.DM, len(moves), e.State, len(e.Moves))
	}
	for n := range e.Moves {
		if t, err := k.move(&e.Moves[n], s, i); err != nil || t != int(moves[n]) {
			return fmt.Errorf("move %d is not to %s: %v", n, m.Key(int(moves[n])), err)
		}
	}
	return nil
}

type checker struct {
	m    *Model
	c    Concept
	i, s int
}

// move checks one move of decision maker j from a state and returns its end.
func (k *checker) move(step *Turn, from, j int) (int, error) {
	to, ok := k.m.State(step.To)
	switch {
	case !ok || step.From != k.m.Key(from) || step.DM != k.m.space.dms[j].ID || !k.m.CanMove(j, from, to):
		return 0, fmt.Errorf("%s can't go from %s (at %s) to %s", step.DM, step.From, k.m.Key(from), step.To)
	case !reflect.DeepEqual(step.Change, k.m.Compare(j, to, from)):
		return 0, fmt.Errorf("%s does not compare %s with %s so: %+v", step.DM, step.To, step.From, step.Change)
	case !reflect.DeepEqual(step.Changes, k.m.changes(from, to)):
		return 0, fmt.Errorf("from %s to %s other options change than %v", step.From, step.To, step.Changes)
	}
	return to, nil
}

func (k *checker) improvement(step *Turn) (int, error) {
	t, err := k.move(step, k.s, k.i)
	if err == nil && step.Change.Relation != Better {
		err = fmt.Errorf("%s is no improvement on %s", step.To, step.From)
	}
	return t, err
}

// outcome checks how a state compares with the one explained.
func (k *checker) outcome(d Difference, x int, better bool) error {
	if !reflect.DeepEqual(d, k.m.Compare(k.i, x, k.s)) || (d.Relation == Better) != better {
		return fmt.Errorf("%s compares otherwise with %s: %+v", k.m.Key(x), k.m.Key(k.s), d)
	}
	return nil
}

// path checks a sequence of moves of the others and returns its end.
func (k *checker) path(steps []Turn, from int) (int, error) {
	last := k.i
	for n := range steps {
		j := k.m.DecisionMaker(steps[n].DM)
		if j < 0 || j == k.i || n > 0 && j == last {
			return 0, fmt.Errorf("%s can't make move %d of the sequence from %s", steps[n].DM, n, k.m.Key(from))
		}
		to, err := k.move(&steps[n], from, j)
		if err != nil {
			return 0, err
		}
		if k.c.credible() && steps[n].Change.Relation != Better {
			return 0, fmt.Errorf("%s gains nothing by its move to %s", steps[n].DM, steps[n].To)
		}
		from, last = to, j
	}
	if len(steps) == 0 {
		return 0, fmt.Errorf("no move from %s", k.m.Key(from))
	}
	return from, nil
}

// answer checks that a is the best answer from x and whether it is better than
// the state explained.
func (k *checker) answer(a *Answer, x int, better bool) error {
	moves := k.m.Moves(k.i, x, nil)
	if a == nil {
		if len(moves) > 0 || better {
			return fmt.Errorf("the answers to %s are left out", k.m.Key(x))
		}
		return nil
	}
	y, err := k.move(&a.Move, x, k.i)
	if err != nil {
		return err
	}
	for _, z := range moves {
		if k.m.ranks[k.i][z] > k.m.ranks[k.i][y] {
			return fmt.Errorf("%s is a better answer than %s", k.m.Key(int(z)), k.m.Key(y))
		}
	}
	return k.outcome(a.Outcome, y, better)
}

func (k *checker) deterred(d *Deterred) error {
	t, err := k.improvement(&d.Improvement)
	if err != nil {
		return err
	}
	x, err := k.path(d.Sanction, t)
	if err != nil {
		return err
	}
	if err := k.outcome(d.Outcome, x, false); err != nil {
		return err
	}
	if d.Credible != k.c.credible() || k.c == Nash {
		return fmt.Errorf("%s knows no such sanction", k.c)
	}
	if !k.c.answered() {
		return nil
	}
	var answers []string
	for _, y := range k.m.Moves(k.i, x, nil) {
		answers = append(answers, k.m.Key(int(y)))
	}
	if !slices.Equal(answers, d.Answers) {
		return fmt.Errorf("the answers to %s are %v, not %v", k.m.Key(x), answers, d.Answers)
	}
	return k.answer(d.Best, x, false)
}

// reached are the states the others can bring about from a state, except itself.
func (k *checker) reached(from int, improvements bool) []int {
	type at struct{ state, last int }
	seen := map[at]bool{{from, k.i}: true}
	states := map[int]bool{}
	for open := []at{{from, k.i}}; len(open) > 0; open = open[1:] {
		a := open[0]
		for j := range k.m.space.dms {
			if j == k.i || j == a.last {
				continue
			}
			for _, y := range k.m.Moves(j, a.state, nil) {
				b := at{int(y), j}
				if improvements && k.m.ranks[j][b.state] <= k.m.ranks[j][a.state] || seen[b] {
					continue
				}
				seen[b] = true
				open = append(open, b)
				if b.state != from {
					states[b.state] = true
				}
			}
		}
	}
	var out []int
	for x := range k.m.Len() {
		if states[x] {
			out = append(out, x)
		}
	}
	return out
}

func (k *checker) undeterred(u *Undeterred) error {
	t, err := k.improvement(&u.Improvement)
	if err != nil {
		return err
	}
	if (u.Reason == NoForesight) != (k.c == Nash) || (u.Reason == NothingWorse) != (u.Worst != nil) || (u.Reason == Answered) != (len(u.Escapes) > 0) {
		return fmt.Errorf("the reason %s does not go with what is said for it", u.Reason)
	}
	rank := k.m.ranks[k.i]
	reached := k.reached(t, k.c.credible())
	var bad []int
	worst := rank[t]
	if len(reached) > 0 {
		worst = rank[reached[0]]
	}
	for _, x := range reached {
		worst = min(worst, rank[x])
		if rank[x] <= rank[k.s] {
			bad = append(bad, x)
		}
	}
	for _, x := range bad {
		answered := k.c.answered() && slices.ContainsFunc(k.m.Moves(k.i, x, nil), func(y int32) bool { return rank[y] > rank[k.s] })
		if k.c != Nash && !answered {
			return fmt.Errorf("%s would be a sanction against %s", k.m.Key(x), u.Improvement.To)
		}
	}
	switch u.Reason {
	case CannotMove, WillNotMove:
		if len(reached) > 0 || (u.Reason == CannotMove) != (len(k.reached(t, false)) == 0) {
			return fmt.Errorf("the others can move from %s", u.Improvement.To)
		}
	case NothingWorse:
		x, err := k.path(u.Worst.Path, t)
		if err != nil {
			return err
		}
		if rank[x] != worst {
			return fmt.Errorf("%s is not the worst that can come from %s", k.m.Key(x), u.Improvement.To)
		}
		return k.outcome(u.Worst.Outcome, x, true)
	case Answered:
		listed := map[int]bool{}
		for n := range u.Escapes {
			x, err := k.path(u.Escapes[n].Sanction.Path, t)
			if err == nil {
				err = k.outcome(u.Escapes[n].Sanction.Outcome, x, false)
			}
			if err == nil {
				err = k.answer(&u.Escapes[n].Answer, x, true)
			}
			if err != nil {
				return err
			}
			listed[x] = true
		}
		if len(listed) != len(u.Escapes) || u.More != (len(listed) < len(bad)) {
			return fmt.Errorf("%d sanctions are listed once or more of %d, with more to come: %t", len(listed), len(bad), u.More)
		}
	case NoForesight:
	default:
		return fmt.Errorf("%q is no reason", u.Reason)
	}
	return nil
}
