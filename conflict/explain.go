package conflict

// Explanation is why a state is stable or unstable for one decision maker under
// one concept, down to moves and orders. States are keys, decision makers and
// options ids. Sentences are made from it by Words; Check holds it to the model.
type Explanation struct {
	State   string `json:"state"`
	DM      string `json:"dm"`
	Concept string `json:"concept"`
	Stable  bool   `json:"stable"`
	// Moves are all that the decision maker could do, where none of it is better.
	Moves []Turn `json:"moves,omitempty"`
	// Deterred has every improvement of a stable state, with what deters it.
	Deterred []Deterred `json:"deterred,omitempty"`
	// Undeterred is the best improvement that nothing deters, where unstable.
	Undeterred *Undeterred `json:"undeterred,omitempty"`
	// HangsOn is the judgement whose reversal flips the verdict most cheaply, nil
	// if no order of this decision maker does.
	HangsOn *HangsOn `json:"hangs_on,omitempty"`
}

// Turn is one move and how the one who makes it likes where it leads, compared
// with where it starts.
type Turn struct {
	DM      string         `json:"dm"`
	From    string         `json:"from"`
	To      string         `json:"to"`
	Changes []OptionChange `json:"changes,omitempty"` // none known in some graphs
	Change  Difference     `json:"change"`
}

// OptionChange is an option taken or given up in a move.
type OptionChange struct {
	Option       string `json:"option"`
	Taken        bool   `json:"taken"`
	Irreversible bool   `json:"irreversible,omitempty"` // there is no way back
}

// Deterred is an improvement that a sanction keeps the decision maker from.
type Deterred struct {
	Improvement Turn `json:"improvement"`
	// Sanction is a shortest sequence of moves of the others; of several, the one
	// that ends worst for the decision maker, then the first in canonical order.
	Sanction []Turn `json:"sanction"`
	Credible bool   `json:"credible"` // every move of it is an improvement for who makes it
	// Outcome compares the end of the sanction with the state explained.
	Outcome Difference `json:"outcome"`
	// Answers are the states that the decision maker could go to from there, and
	// Best is the best of them; only where the concept looks that far.
	Answers []string `json:"answers,omitempty"`
	Best    *Answer  `json:"best,omitempty"`
}

// Answer is a countermove, compared with the state explained.
type Answer struct {
	Move    Turn       `json:"move"`
	Outcome Difference `json:"outcome"`
}

// Reason says why nothing deters an improvement.
type Reason string

const (
	NoForesight  Reason = "no-foresight"  // the concept looks no further than the move
	CannotMove   Reason = "cannot-move"   // the others have no move
	WillNotMove  Reason = "will-not-move" // none of the others' moves is an improvement for who makes it
	NothingWorse Reason = "nothing-worse" // whatever the others can bring about is better all the same
	Answered     Reason = "answered"      // the decision maker can answer every sanction with something better
)

// Undeterred is an improvement that nothing deters.
type Undeterred struct {
	Improvement Turn   `json:"improvement"`
	Reason      Reason `json:"reason"`
	// Worst is what is worst for the decision maker of all that the others can
	// bring about, for NothingWorse.
	Worst *Outcome `json:"worst,omitempty"`
	// Escapes are the sanctions with an answer each, for Answered: the shortest
	// first, then the worst, then in canonical order. More says that there are
	// others beyond the first 24.
	Escapes []Escape `json:"escapes,omitempty"`
	More    bool     `json:"more,omitempty"`
}

// Outcome is what a sequence of the others' moves leads to, compared with the
// state explained.
type Outcome struct {
	Path    []Turn     `json:"path"`
	Outcome Difference `json:"outcome"`
}

// Escape is a sanction and the best answer to it.
type Escape struct {
	Sanction Outcome `json:"sanction"`
	Answer   Answer  `json:"answer"`
}

// HangsOn is the smallest slide of the state in the decision maker's own order
// that flips the verdict, and what stands in its way: how the state last passed
// compares with the state explained, and by which judgement.
type HangsOn struct {
	Up         bool       `json:"up"`
	Length     float64    `json:"length"`
	Past       string     `json:"past"`
	Difference Difference `json:"difference"`
}

// maxEscapes bounds the sanctions listed for one verdict.
const maxEscapes = 24

// Explain opens a verdict.
func (q *Inquiry) Explain(c Concept, i, s int) Explanation {
	m, need, rank := q.m, q.need(i, s)[c], q.ranks[i]
	e := Explanation{State: q.key(s), DM: m.space.dms[i].ID, Concept: c.String(), Stable: need <= rank[s]}
	if by := q.slide(i, s, need, false); by.Possible {
		e.HangsOn = &HangsOn{Up: by.Up, Length: by.Length, Past: q.key(by.Past), Difference: m.Compare(i, by.Past, s)}
	}
	improvements := m.Improvements(i, s, nil)
	switch {
	case len(improvements) == 0:
		e.Moves = q.sameMoves(i, s)
	case e.Stable:
		for _, t := range improvements {
			e.Deterred = append(e.Deterred, q.deterred(c, i, s, int(t)))
		}
	default:
		e.Undeterred = q.undeterred(c, i, s, improvements)
	}
	return e
}

// ExplainAll yields the explanations of all verdicts: by decision maker, state
// and concept in the order of Concepts. It stops when yield returns false.
func (q *Inquiry) ExplainAll(yield func(Explanation) bool) {
	for i := range q.m.space.dms {
		for s := range q.m.Len() {
			for _, c := range Concepts {
				if !yield(q.Explain(c, i, s)) {
					return
				}
			}
		}
	}
}

// sameMoves are the moves last listed: all concepts list the same.
type sameMoves struct {
	i, s  int
	steps []Turn
}

func (q *Inquiry) sameMoves(i, s int) []Turn {
	if q.same.s != s || q.same.i != i {
		var steps []Turn
		for _, t := range q.m.Moves(i, s, nil) {
			steps = append(steps, q.step(i, s, int(t)))
		}
		q.same = sameMoves{i, s, steps}
	}
	return q.same.steps
}

func (q *Inquiry) step(i, from, to int) Turn {
	m := q.m
	return Turn{DM: m.space.dms[i].ID, From: q.key(from), To: q.key(to), Changes: m.changes(from, to), Change: m.Compare(i, to, from)}
}

func (q *Inquiry) steps(start int, path []arrival) []Turn {
	out := make([]Turn, len(path))
	for k, a := range path {
		out[k] = q.step(int(a.by), start, int(a.state))
		start = int(a.state)
	}
	return out
}

// changes are the options that differ between two states, if they are known.
func (m *Model) changes(from, to int) []OptionChange {
	x, known := m.Taken(from)
	y, known2 := m.Taken(to)
	if !known || !known2 {
		return nil
	}
	var out []OptionChange
	for k, o := range m.space.options {
		if (x^y)>>k&1 != 0 {
			out = append(out, OptionChange{o.ID, y>>k&1 != 0, o.Change != Both})
		}
	}
	return out
}

// mayMove are the orders that bind the others' moves, nil if nothing does.
func (q *Inquiry) mayMove(c Concept) [][]int32 {
	if c.credible() {
		return q.ranks
	}
	return nil
}

func (q *Inquiry) worseFirst(i int) func(a, b int32) bool {
	rank := q.ranks[i]
	return func(a, b int32) bool { return rank[a] < rank[b] || rank[a] == rank[b] && a < b }
}

func (q *Inquiry) deterred(c Concept, i, s, t int) Deterred {
	m, rank := q.m, q.ranks[i]
	bad := rank
	if c.answered() {
		bad = q.labels(i).best
	}
	k := q.search.nearest(i, t, q.mayMove(c), func(x int32) bool { return bad[x] <= rank[s] }, q.worseFirst(i))
	path := q.search.path(k)
	x := int(path[len(path)-1].state)
	out := Deterred{Improvement: q.step(i, s, t), Sanction: q.steps(t, path), Credible: c.credible(), Outcome: m.Compare(i, x, s)}
	if c.answered() {
		answers := m.Moves(i, x, nil)
		for _, y := range answers {
			out.Answers = append(out.Answers, q.key(int(y)))
		}
		out.Best = q.answer(i, s, x, answers)
	}
	return out
}

// answer is the best of the states that i can go to from x, nil if there is none.
func (q *Inquiry) answer(i, s, x int, answers []int32) *Answer {
	if len(answers) == 0 {
		return nil
	}
	y := answers[0]
	for _, z := range answers {
		if q.ranks[i][z] > q.ranks[i][y] {
			y = z
		}
	}
	return &Answer{q.step(i, x, int(y)), q.m.Compare(i, int(y), s)}
}

// undeterred explains the best of the improvements that nothing deters.
func (q *Inquiry) undeterred(c Concept, i, s int, improvements []int32) *Undeterred {
	m, rank := q.m, q.ranks[i]
	number := q.labels(i).number
	if m.space.graph {
		number = q.labelsWithout(i, s)
	}
	plain, safe := kinds(c.credible())
	kind := plain
	if c.answered() {
		kind = safe
	}
	best := -1
	for _, t := range improvements {
		if (c == Nash || number[t][kind] > rank[s]) && (best < 0 || rank[t] > rank[best]) {
			best = int(t)
		}
	}
	out := &Undeterred{Improvement: q.step(i, s, best), Reason: NoForesight}
	if c == Nash {
		return out
	}
	x := &q.search
	x.start(i, best)
	x.step(i, 0, 1, q.mayMove(c))
	switch {
	case len(x.found) > 1 && number[best][plain] > rank[s]:
		out.Reason = NothingWorse
		out.Worst = q.worst(i, s, best, q.mayMove(c))
	case len(x.found) > 1:
		out.Reason = Answered
		q.escapes(c, i, s, best, out)
	default:
		out.Reason = CannotMove
		if x.step(i, 0, 1, nil); len(x.found) > 1 {
			out.Reason = WillNotMove
		}
	}
	return out
}

// worst is what is worst for i of all that the others can bring about.
func (q *Inquiry) worst(i, s, from int, ranks [][]int32) *Outcome {
	x, better := &q.search, q.worseFirst(i)
	lo, hi := 1, len(x.found) // the first moves have been made
	for lo < hi {
		x.step(i, lo, hi, ranks)
		lo, hi = hi, len(x.found)
	}
	k := 1
	for a := 2; a < len(x.found); a++ {
		if better(x.found[a].state, x.found[k].state) {
			k = a
		}
	}
	return &Outcome{q.steps(from, x.path(k)), q.m.Compare(i, int(x.found[k].state), s)}
}
