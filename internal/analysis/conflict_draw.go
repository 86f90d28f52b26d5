package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/conflict"
	"entente/model"
	"entente/sample"
)

// gameDraws bounds the draws that a game is solved in, so that a large one
// takes seconds and not hours: a draw costs time in proportion to states and
// decision makers.
func gameDraws(states, movers, draws int) int {
	const most, least = 4_000_000, 100
	return min(draws, max(least, most/max(1, states*movers)))
}

// gameRows bounds the memory for whole tables of stability, in words.
const gameRows = 1 << 22

// conflictTable holds what the draws of one scenario found.
type conflictTable struct {
	l      *conflictLens
	s      *scenario
	g      *game
	draws  int // that are solved
	tests  []gameTest
	bits   []uint64 // of shown scenarios: by draw, the table of stability and what is in sight
	each   int      // words a draw of bits
	framed int      // draws that bits has room for
	done   int      // of those, when the run has ended
	verdicts
}

// gameTest is a conclusion's test of the game.
type gameTest struct {
	row       int // of verdicts
	possible  bool
	concept   conflict.Concept
	satisfied conflict.Set
}

func (l *conflictLens) in(s *scenario, draws int) joinedTable {
	t := &conflictTable{l: l, s: s, g: l.game(s.game), verdicts: newVerdicts(l.p.c, model.LensConflict, len(conflict.Concepts), draws)}
	if t.g.model == nil || t.g.model.Len() > maxGame {
		return t
	}
	m := t.g.model
	t.draws = gameDraws(m.Len(), len(l.movers), draws)
	if s.shown {
		words := len(conflict.NewSet(m.Len()))
		t.each = words * (len(conflict.Concepts)*len(l.movers) + 1)
		t.framed = min(t.draws, max(1, gameRows/t.each))
		t.bits = make([]uint64, t.framed*t.each)
	}
	for i := range l.p.c.Conclusions {
		k := &l.p.c.Conclusions[i]
		q, ok := test(k, model.LensConflict)
		if !ok || t.g.silent != "" {
			continue
		}
		e, err := conflict.ParseExpr(q.Expr)
		if err != nil {
			continue // the reader has refused it
		}
		satisfied, err := m.Satisfying(e)
		concept, known := conflict.ParseConcept(q.Concept)
		if err == nil && known {
			t.tests = append(t.tests, gameTest{t.of[k.ID], q.Possible, concept, satisfied})
		}
	}
	return t
}

// conflictFrame solves draws; one goroutine's.
type conflictFrame struct {
	l  *conflictLens
	of map[*game]*gameFrame

	reversed []bool
	order    []int32
}

// gameFrame is the memory that solving one game takes.
type gameFrame struct {
	solver  *conflict.Solver
	reach   *conflict.Reach
	table   *conflict.Table
	ranks   [][]int32
	sight   conflict.Set
	ends    []conflict.Set          // by concept: equilibria in sight
	rankers []*conflict.LevelRanker // by mover with statements
	numbers []float64
	// Scenarios often judge a draw alike. What was found in the draw at hand is
	// kept by how it was judged.
	at, seed uint64
	judged   [][]uint64
	found    [][]conflict.Set
	kept     int
	sign     []uint64
}

func (l *conflictLens) frame() joinedFrame {
	return &conflictFrame{l: l, of: map[*game]*gameFrame{}}
}

func (f *conflictFrame) at(g *game) *gameFrame {
	m := f.of[g]
	if m == nil {
		n := g.model.Len()
		m = &gameFrame{
			solver: g.model.NewSolver(), reach: g.model.NewReach(), table: g.model.NewTable(),
			ranks: make([][]int32, len(f.l.movers)), sight: conflict.NewSet(n), numbers: make([]float64, n),
		}
		m.rankers = make([]*conflict.LevelRanker, len(f.l.movers))
		for j := range f.l.movers {
			if len(f.l.movers[j].says) > 0 {
				m.rankers[j], m.ranks[j] = conflict.NewLevelRanker(g.model.Levels(j), n), make([]int32, n)
			}
		}
		for range conflict.Concepts {
			m.ends = append(m.ends, conflict.NewSet(n))
		}
		f.of[g] = m
	}
	return m
}

// rank orders the states for each mover, with the judgements that turned tells
// of; weights are as in x, and unknown orders come from the draw. It is false
// where an order is unknown and there is no draw.
func (f *conflictFrame) rank(g *game, x []float64, turned func(m *mover, k int) bool, drawn bool, seed, i uint64) bool {
	mem := f.at(g)
	for j := range f.l.movers {
		m := &f.l.movers[j]
		switch {
		case m.order.Unknown && !drawn:
			return false
		case m.order.Unknown:
			u := sample.NewStream(seed, m.key, i)
			for s := range mem.numbers {
				mem.numbers[s] = u.Float64()
			}
			mem.ranks[j] = conflict.RankScores(mem.numbers)
		case len(m.order.Weights) > 0:
			for s := range mem.numbers {
				mem.numbers[s] = m.value(g, x, s)
			}
			mem.ranks[j] = conflict.RankScores(mem.numbers)
		case len(m.says) > 0:
			mem.rankers[j].Rank(f.arrange(m, turned), mem.ranks[j])
		default:
			mem.ranks[j] = g.model.Ranks(j)
		}
	}
	return true
}

// arrange is the order of a mover's statements with the judgements that turned
// tells of, good until the next call.
func (f *conflictFrame) arrange(m *mover, turned func(m *mover, k int) bool) []int32 {
	n := len(m.says)
	f.reversed, f.order = f.reversed[:0], slices.Grow(f.order[:0], n)[:n]
	for k := range n - 1 {
		f.reversed = append(f.reversed, turned(m, k))
	}
	conflict.Reversals(f.reversed, f.order)
	return f.order
}

// value is what a state is worth to a mover by its weights.
func (m *mover) value(g *game, x []float64, s int) float64 {
	taken, _ := g.model.Taken(s)
	sum := 0.0
	for k, v := range m.worth {
		if v != none && taken>>k&1 != 0 {
			sum += x[v]
		}
	}
	return math.Round(sum*1e9) / 1e9 // 0.1 + 0.2 and 0.3 are the tie that was meant
}

// solve finds what is stable and in sight under the orders that rank made.
func (f *conflictFrame) solve(g *game) *gameFrame {
	mem := f.at(g)
	mem.solver.Solve(mem.ranks, mem.table)
	clear(mem.sight)
	if g.start != none {
		mem.reach.Improvements(g.start, mem.ranks, mem.sight)
	}
	for c, ends := range mem.ends {
		copy(ends, mem.sight)
		for i := range f.l.movers {
			for k, w := range mem.table.Set(conflict.Concept(c), i) {
				ends[k] &= w
			}
		}
	}
	return mem
}

// verdict puts a test to the equilibria in sight. Where none is in sight, a test
// of all of them says nothing.
func (q *gameTest) verdict(ends conflict.Set) verdictOfDraw {
	switch {
	case q.possible:
		return verdictOf(ends.Meets(q.satisfied))
	case ends.Empty():
		return noOutcome
	}
	return verdictOf(ends.Within(q.satisfied))
}

func (f *conflictFrame) draw(table joinedTable, x []float64, seed, i uint64) {
	t := table.(*conflictTable)
	if int(i) >= t.draws {
		return
	}
	mem := f.at(t.g)
	mem.sign = f.judge(mem.sign[:0], x, seed, i)
	ends := mem.recall(seed, i)
	if ends == nil || int(i) < t.framed {
		f.rank(t.g, x, func(m *mover, k int) bool { return m.turned(k, x, seed, i) }, true, seed, i)
		f.solve(t.g)
		mem.keep()
		ends = mem.ends
	}
	for k := range t.tests {
		q := &t.tests[k]
		for c := range ends {
			t.rows[q.row][c][i] = q.verdict(ends[c])
		}
	}
	if int(i) >= t.framed {
		return
	}
	row := t.bits[int(i)*t.each:][:0]
	for _, c := range conflict.Concepts {
		for j := range f.l.movers {
			row = append(row, mem.table.Set(c, j)...)
		}
	}
	_ = append(row, mem.sight...)
}

// judge appends how a draw judges the game: a bit for every pair of statements,
// and every weight.
func (f *conflictFrame) judge(into []uint64, x []float64, seed, i uint64) []uint64 {
	word, n := uint64(0), 0
	for j := range f.l.movers {
		m := &f.l.movers[j]
		for k := range m.pairs {
			if m.turned(k, x, seed, i) {
				word |= 1 << n
			}
			if n++; n == 64 {
				into, word, n = append(into, word), 0, 0
			}
		}
		for _, v := range m.worth {
			if v != none {
				into = append(into, math.Float64bits(x[v]))
			}
		}
	}
	return append(into, word)
}

// recall is what was found in the same draw by the same judgements, else nil.
func (m *gameFrame) recall(seed, i uint64) []conflict.Set {
	if m.at != i || m.seed != seed {
		m.at, m.seed, m.kept = i, seed, 0
	}
	for k, sign := range m.judged[:m.kept] {
		if slices.Equal(sign, m.sign) {
			return m.found[k]
		}
	}
	return nil
}

// keep remembers the equilibria in sight by the judgements at hand.
func (m *gameFrame) keep() {
	if m.kept == len(m.judged) {
		m.judged = append(m.judged, nil)
		var sets []conflict.Set
		for _, ends := range m.ends {
			sets = append(sets, make(conflict.Set, len(ends)))
		}
		m.found = append(m.found, sets)
	}
	m.judged[m.kept] = append(m.judged[m.kept][:0], m.sign...)
	for c, ends := range m.ends {
		copy(m.found[m.kept][c], ends)
	}
	m.kept++
}

// likeliest ranks by the judgements that are thought likelier.
func (f *conflictFrame) likeliest(t *conflictTable, mids []float64) bool {
	return f.rank(t.g, mids, func(m *mover, k int) bool { return m.likelier(k, mids) }, false, 0, 0)
}

func (t *conflictTable) point(frame joinedFrame, mids []float64) {
	f := frame.(*conflictFrame)
	if t.draws == 0 || !f.likeliest(t, mids) {
		return
	}
	mem := f.solve(t.g)
	for k := range t.tests {
		q := &t.tests[k]
		for c, ends := range mem.ends {
			t.mid[q.row][c] = q.verdict(ends)
		}
	}
}

func (t *conflictTable) methods(k *model.Conclusion, q model.Test, done int) ([]MethodShare, string) {
	if t.g.silent != "" {
		return nil, t.g.silent
	}
	done = min(done, t.draws)
	at := t.of[k.ID]
	var out []MethodShare
	for _, c := range conflict.Concepts {
		out = append(out, MethodShare{
			Method: c.String(), Title: c.Title(), Share: t.share(k, int(c), done), Point: t.mid[at][c] == holds,
			Chosen: c.String() == q.Concept, Beside: c.String() != q.Concept,
			NoOutcome: float64(t.undecided(at, int(c), done)) / float64(done),
		})
	}
	return out, ""
}

// undecided counts the first draws that say neither.
func (v *verdicts) undecided(row, method, done int) int {
	n := 0
	for _, x := range v.rows[row][method][:done] {
		if x == noOutcome {
			n++
		}
	}
	return n
}

// turns looks at the concept that the test names.
func (t *conflictTable) turns(k *model.Conclusion, done int) (yes, no bool) {
	q, ok := test(k, model.LensConflict)
	concept, known := conflict.ParseConcept(q.Concept)
	if !ok || !known || t.g.silent != "" {
		return false, false
	}
	for _, x := range t.rows[t.of[k.ID]][concept][:min(done, t.draws)] {
		yes, no = yes || x == holds, no || x == fails
	}
	return yes, no
}

func (t *conflictTable) rule(q model.Test) RuleLine {
	line := RuleLine{Lens: string(model.LensConflict), Test: q.Text, Methods: []string{}}
	for _, c := range conflict.Concepts {
		line.Methods = append(line.Methods, c.Title()+": "+conceptRule(c))
		if c.String() == q.Concept {
			which := "every"
			if q.Possible {
				which = "some"
			}
			line.Equation = conceptRule(c)
			line.Words = fmt.Sprintf("%s outcome that is stable for all and in sight of the status quo by improvements has %s. Stable by %s: %s.",
				strings.ToUpper(which[:1])+which[1:], q.Expr, c.Title(), conceptWords(c))
		}
	}
	return line
}
