package conflict

// Inquiry answers why a verdict holds and what would have to change for it to
// fall, for one model under its own orders. It owns the memory that takes; an
// inquiry is for one goroutine, its model for many.
//
// What it has found about one decision maker it keeps: 20 bytes a state.
type Inquiry struct {
	m        *Model
	ranks    [][]int32
	labeller *labeller
	kept     []*labels
	without  []numbers
	from     []int32
	moves    []int32
	answers  []int32
	search   search
	listed   []*orderings
	keys     []string
	same     sameMoves
}

// labels is what an inquiry keeps about one decision maker.
type labels struct {
	number []numbers // by state
	best   []int32   // by state
	below  []int32   // by rank, one more than there are: states strictly worse
	first  []int32   // by rank: its first state
	ties   bool
}

// NewInquiry prepares to open the verdicts of a model. It is an error, a
// Problem, if some decision maker's order is unknown.
func (m *Model) NewInquiry() (*Inquiry, error) {
	if err := m.needKnown(); err != nil {
		return nil, err
	}
	q := &Inquiry{m: m, ranks: m.ranks, labeller: newLabeller(m.space), kept: make([]*labels, len(m.space.dms)), search: newSearch(m)}
	q.labeller.use(m.ranks)
	q.same.s = -1
	return q, nil
}

// Model is what the inquiry is about.
func (q *Inquiry) Model() *Model { return q.m }

// Stable reports whether state s is stable for decision maker i.
func (q *Inquiry) Stable(c Concept, i, s int) bool { return q.need(i, s)[c] <= q.ranks[i][s] }

func (q *Inquiry) labels(i int) *labels {
	if q.kept[i] != nil {
		return q.kept[i]
	}
	l := &labels{}
	l.number, l.best = q.labeller.label(i, q.ranks)
	classes := 0
	for _, r := range q.ranks[i] {
		classes = max(classes, int(r)+1)
	}
	l.below, l.first = make([]int32, classes+1), make([]int32, classes)
	for s := len(q.ranks[i]) - 1; s >= 0; s-- {
		r := q.ranks[i][s]
		l.below[r+1]++
		l.first[r] = int32(s)
	}
	for r := range classes {
		l.below[r+1] += l.below[r]
	}
	l.ties = classes < len(q.ranks[i])
	q.kept[i] = l
	return l
}

// key is the canonical key of a state, made once in models of moderate size.
func (q *Inquiry) key(s int) string {
	const kept = 1 << 16
	if q.m.Len() > kept {
		return q.m.Key(s)
	}
	if q.keys == nil {
		q.keys = make([]string, q.m.Len())
		for t := range q.keys {
			q.keys[t] = q.m.Key(t)
		}
	}
	return q.keys[s]
}
