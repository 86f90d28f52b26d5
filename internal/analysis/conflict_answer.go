package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"entente/conflict"
	"entente/model"
)

// mostEnds and mostJudgements bound what a run tells of the game; the room's own
// operation has all.
const (
	mostEnds       = 8
	mostJudgements = 5
)

// gameOfRun is the game's table in the scenario in force, nil when the case has
// no game or the lens is not run.
func (r *run) gameOfRun() *conflictTable {
	t, _ := r.joinedAt(model.LensConflict, r.activeAt).(*conflictTable)
	return t
}

// conflictAnswer is what the game says by itself, nil when it is not run.
func (r *run) conflictAnswer() *ConflictAnswer {
	t := r.gameOfRun()
	if t == nil {
		return nil
	}
	a := &ConflictAnswer{Silent: t.g.silent, Movers: []GameMover{}, Concepts: []GameEnds{}, Judgements: []GameJudgement{}}
	if a.Silent != "" {
		return a
	}
	t.done = min(r.done, t.framed)
	a.StatusQuo, a.Moved, a.States, a.Draws = ptr(t.state(t.g.start)), sentence(t.g.moved), t.g.model.Len(), t.done
	found := t.likely()
	if found != nil {
		for i := range t.l.movers {
			a.Movers = append(a.Movers, t.moverAnswer(found, i))
		}
	}
	shares := t.count()
	base := r.baseCounts(t)
	for _, c := range conflict.Concepts {
		a.Concepts = append(a.Concepts, t.ends(c, shares, found, base))
	}
	a.Judgements = t.strongest(r, a.Concepts[slices.Index(conflict.Concepts, conflict.SEQ)].Ends)
	if t.done < r.done {
		r.note("the game of options is solved in the first %d of %d draws", t.done, r.done)
	}
	if t.g.moved != "" {
		r.note("%s", t.g.moved)
	}
	return a
}

func ptr[T any](x T) *T { return &x }

// state shows an outcome.
func (t *conflictTable) state(s int) GameState {
	m := t.g.model
	taken := m.TakenIDs(s)
	var names []string
	for _, id := range taken {
		names = append(names, "“"+optionName(t.l.p.c.Conflict, model.OptionID(id))+"”")
	}
	says := "nothing is done"
	if len(names) > 0 {
		says = list(names)
	}
	return GameState{State: m.Key(s), Taken: listOf(taken), Says: says}
}

// likely is the game with every judgement as it is thought likelier.
type likely struct {
	model        *conflict.Model
	table        *conflict.Table
	inquiry      *conflict.Inquiry
	improvements *conflict.Evolution // from the status quo
	moves        *conflict.Evolution
}

// likely is nil where an order is unknown.
func (t *conflictTable) likely() *likely {
	m, problems := conflict.Build(t.l.caseOf(t.s.game, func(i, k int) bool { return t.l.movers[i].likelier(k, t.s.mids) }, t.s.mids))
	if problems.HasErrors() || t.g.start == none {
		return nil
	}
	table, err := m.Solve()
	if err != nil {
		return nil
	}
	out := &likely{model: m, table: table}
	var errs [3]error
	out.inquiry, errs[0] = m.NewInquiry()
	out.improvements, errs[1] = m.Evolution(t.g.start, true)
	out.moves, errs[2] = m.Evolution(t.g.start, false)
	for _, err := range errs {
		if err != nil {
			return nil
		}
	}
	return out
}

// gameNames are the words for what the lens names by id: names of actors and
// options, keys of outcomes.
func (l *conflictLens) gameNames() conflict.Names {
	return conflict.Names{
		DM:     func(id string) string { return actorName(l.p.c, model.ActorID(id)) },
		Option: func(id string) string { return optionName(l.p.c.Conflict, model.OptionID(id)) },
	}
}

// moverAnswer says what decision maker i can do from the status quo.
func (t *conflictTable) moverAnswer(found *likely, i int) GameMover {
	m := found.model
	out := GameMover{
		Actor: string(t.l.movers[i].actor), Name: actorName(t.l.p.c, t.l.movers[i].actor),
		Moves: len(m.Moves(i, t.g.start, nil)), Improvements: []GameState{}, Stays: []string{},
	}
	better := m.Improvements(i, t.g.start, nil)
	for _, s := range better {
		out.Improvements = append(out.Improvements, t.state(int(s)))
	}
	for _, c := range conflict.Concepts {
		if found.table.Stable(c, i, t.g.start) {
			out.Stays = append(out.Stays, c.String())
		}
	}
	switch {
	case out.Moves == 0:
		out.Words = []string{out.Name + " has no move from the status quo."}
	case len(better) == 0 && out.Moves == 1:
		out.Words = []string{out.Name + " likes the one outcome it can bring about no better than the status quo."}
	case len(better) == 0:
		out.Words = []string{fmt.Sprintf("%s likes none of the %s it can bring about better than the status quo.", out.Name, counted(out.Moves, "outcome"))}
	default:
		e := found.inquiry.Explain(conflict.SEQ, i, t.g.start)
		e.HangsOn = nil
		words := e.Words(t.l.gameNames())
		out.Words = words[:len(words)-1] // what it hangs on is told by the room
	}
	return out
}

// counted is a number and its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// steps shows a path.
func (t *conflictTable) steps(m *conflict.Model, from int, path []conflict.Step) []GameStep {
	if path == nil {
		return nil
	}
	out := []GameStep{}
	for _, step := range path {
		actor := t.l.movers[step.DM].actor
		out = append(out, GameStep{Actor: string(actor), To: m.Key(step.State), Says: actorName(t.l.p.c, actor) + ": " + t.stepWords(m, from, step.State)})
		from = step.State
	}
	return out
}

// stepWords say which options a move changes.
func (t *conflictTable) stepWords(m *conflict.Model, from, to int) string {
	was, _ := m.Taken(from)
	now, _ := m.Taken(to)
	var parts []string
	for k, o := range m.Options() {
		switch {
		case now&^was>>k&1 != 0:
			parts = append(parts, "takes “"+o.Name+"”")
		case was&^now>>k&1 != 0:
			parts = append(parts, "gives up “"+o.Name+"”")
		}
	}
	return list(parts)
}

// gameCounts are in how many draws something holds.
type gameCounts struct {
	of     *conflictTable
	stable [][][]int // by concept, decision maker and state
	ends   [][]int   // equilibria, by concept and state
	inView [][]int   // equilibria in sight
	sight  []int
}

// set is the part of draw i's row that tells of a concept and a decision maker;
// of what is in sight with concept len(Concepts).
func (t *conflictTable) set(i, concept, mover int) conflict.Set {
	words := t.each / (len(conflict.Concepts)*len(t.l.movers) + 1)
	at := i*t.each + (concept*len(t.l.movers)+mover)*words
	return conflict.Set(t.bits[at : at+words])
}

func (t *conflictTable) sightOf(i int) conflict.Set { return t.set(i, len(conflict.Concepts), 0) }

// equilibria writes those of a draw to into.
func (t *conflictTable) equilibria(i, concept int, into conflict.Set) {
	copy(into, t.set(i, concept, 0))
	for j := 1; j < len(t.l.movers); j++ {
		for k, w := range t.set(i, concept, j) {
			into[k] &= w
		}
	}
}

func (t *conflictTable) count() *gameCounts {
	n := t.g.model.Len()
	c := &gameCounts{of: t, sight: make([]int, n)}
	ends := conflict.NewSet(n)
	for k := range conflict.Concepts {
		c.stable = append(c.stable, nil)
		c.ends, c.inView = append(c.ends, make([]int, n)), append(c.inView, make([]int, n))
		for range t.l.movers {
			c.stable[k] = append(c.stable[k], make([]int, n))
		}
	}
	for i := range t.done {
		sight := t.sightOf(i)
		for s := range sight.All() {
			c.sight[s]++
		}
		for k := range conflict.Concepts {
			for j := range t.l.movers {
				for s := range t.set(i, k, j).All() {
					c.stable[k][j][s]++
				}
			}
			t.equilibria(i, k, ends)
			for s := range ends.All() {
				c.ends[k][s]++
				if sight.Has(s) {
					c.inView[k][s]++
				}
			}
		}
	}
	return c
}

// share is a count as a share of the draws.
func (c *gameCounts) share(n int) float64 { return ratio(float64(n), float64(c.of.done)) }

// baseCounts are those of the base, nil when it has none or is what is shown.
func (r *run) baseCounts(shown *conflictTable) *gameCounts {
	t, _ := r.joinedAt(model.LensConflict, 0).(*conflictTable)
	if t == nil || t == shown || t.g.silent != "" {
		return nil
	}
	t.done = min(r.done, t.framed)
	return t.count()
}

// ends lists the equilibria under a concept.
func (t *conflictTable) ends(c conflict.Concept, counts *gameCounts, found *likely, base *gameCounts) GameEnds {
	out := GameEnds{Concept: c.String(), Title: c.Title(), Words: conceptWords(c), Ends: []GameEnd{}}
	var states []int
	for s, n := range counts.ends[c] {
		if n > 0 || found != nil && found.table.Equilibrium(c, s) {
			states = append(states, s)
		}
	}
	slices.SortStableFunc(states, func(a, b int) int {
		return cmp.Or(cmp.Compare(counts.inView[c][b], counts.inView[c][a]), cmp.Compare(counts.ends[c][b], counts.ends[c][a]))
	})
	if len(states) > mostEnds {
		out.LeftOut, states = len(states)-mostEnds, states[:mostEnds]
	}
	for _, s := range states {
		share := counts.share(counts.ends[c][s])
		end := GameEnd{GameState: t.state(s), Share: share, SE: standardError(share, t.done), InSight: counts.share(counts.inView[c][s])}
		if found != nil {
			end.Point = found.table.Equilibrium(c, s)
			end.Path = t.steps(found.model, t.g.start, found.improvements.Path(s))
		}
		if base != nil {
			was := 0.0
			if k, ok := base.of.g.model.State(end.State); ok {
				was = base.share(base.inView[c][k])
			}
			end.Base = &was
		}
		out.Ends = append(out.Ends, end)
	}
	return out
}

// standardError is that of a share of n draws.
func standardError(share float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return math.Sqrt(share * (1 - share) / float64(n))
}

// strongest are the judgements by which the shares of some outcomes differ most.
func (t *conflictTable) strongest(r *run, ends []GameEnd) []GameJudgement {
	type best struct {
		parting
		state string
	}
	list := t.judgements()
	most := map[int]best{} // by variable
	set := conflict.NewSet(t.g.model.Len())
	column := make([]verdictOfDraw, t.done)
	for _, e := range ends {
		s, ok := t.g.model.State(e.State)
		if !ok {
			continue
		}
		for i := range column {
			t.equilibria(i, int(conflict.SEQ), set)
			column[i] = verdictOf(set.Has(s) && t.sightOf(i).Has(s))
		}
		for _, p := range t.partings(r, list, func(i int) verdictOfDraw { return column[i] }, t.done) {
			if p.by() > most[p.v].by() {
				most[p.v] = best{p, e.State}
			}
		}
	}
	out := []GameJudgement{}
	for _, j := range list {
		if b, ok := most[j.v]; ok {
			out = append(out, GameJudgement{t.influence(r, b.parting, b.state+" is an equilibrium in sight"), b.state})
		}
	}
	slices.SortStableFunc(out, func(a, b GameJudgement) int { return cmp.Compare(b.Swing, a.Swing) })
	return out[:min(len(out), mostJudgements)]
}
