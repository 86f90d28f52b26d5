package conflict

import "math/bits"

// maxSetStates bounds the models that setSolver takes.
const maxSetStates = 256

// stateSet is a set of at most 256 states.
type stateSet [4]uint64

func (x *stateSet) add(s int32) { x[s>>6&3] |= 1 << (s & 63) }

func (x *stateSet) join(y *stateSet) {
	x[0] |= y[0]
	x[1] |= y[1]
	x[2] |= y[2]
	x[3] |= y[3]
}

// setStructure is wordStructure for models of at most 256 states.
type setStructure struct {
	out, in, back [][maxSetStates]stateSet // by decision maker
}

func newSetStructure(sp *space) *setStructure {
	n, m := len(sp.dms), sp.len()
	t := &setStructure{make([][maxSetStates]stateSet, n), make([][maxSetStates]stateSet, n), make([][maxSetStates]stateSet, n)}
	model := &Model{space: sp}
	var moves []int32
	for i := range n {
		for s := range m {
			moves = model.Moves(i, s, moves[:0])
			for _, to := range moves {
				t.out[i][s].add(to)
				t.in[i][to].add(int32(s))
			}
		}
	}
	others := make([]stateSet, maxSetStates)
	for i := range n {
		clear(others)
		for j := range n {
			for s := range m {
				if j != i {
					others[s].join(&t.in[j][s])
				}
			}
		}
		for x := range m {
			var alone stateSet
			alone.add(int32(x))
			t.back[i][x].closeBack(&alone, (*[maxSetStates]stateSet)(others))
		}
	}
	return t
}

// closeBack adds to the set, which is closed under pred already, the states of
// fresh and all from which they are reached.
func (x *stateSet) closeBack(fresh *stateSet, pred *[maxSetStates]stateSet) {
	var open stateSet
	for k := range open {
		open[k] = fresh[k] &^ x[k]
		x[k] |= open[k]
	}
	for k := 0; k < len(open); {
		if open[k] == 0 {
			k++
			continue
		}
		s := k<<6 | bits.TrailingZeros64(open[k])
		open[k] &= open[k] - 1
		p := &pred[s&(maxSetStates-1)]
		for j := len(open) - 1; j >= 0; j-- {
			more := p[j] &^ x[j]
			x[j] |= more
			open[j] |= more
			if more != 0 && j < k {
				k = j
			}
		}
	}
}

// setSolver is wordSolver for models of at most 256 states: the same walk over
// the ranks, with sets of four words.
type setSolver struct {
	*setStructure
	n, m   int
	pred   [][maxSetStates]stateSet // by decision maker and state: from where it improves to it
	order  [][]int32                // by decision maker: states from the worst
	byBest []int32                  // states by the best rank they lead to, from the worst
	best   []int32
	count  []int32
	others [maxSetStates]stateSet
}

func newSetSolver(sp *space) *setSolver {
	n, m := len(sp.dms), sp.len()
	v := &setSolver{setStructure: sp.structure.sets, n: n, m: m, pred: make([][maxSetStates]stateSet, n), order: make([][]int32, n),
		byBest: make([]int32, m), best: make([]int32, m), count: make([]int32, m+1)}
	for i := range v.order {
		v.order[i] = make([]int32, m)
	}
	return v
}

// sorted writes the states into order, the worst of rank first.
func (v *setSolver) sorted(rank, order []int32) {
	clear(v.count)
	for _, r := range rank {
		v.count[r+1]++
	}
	for r := range v.m {
		v.count[r+1] += v.count[r]
	}
	for s, r := range rank {
		order[v.count[r]] = int32(s)
		v.count[r]++
	}
}

func (v *setSolver) solve(ranks [][]int32, t *Table) {
	for j := range v.n {
		rank, order, pred, in := ranks[j], v.order[j], &v.pred[j], &v.in[j]
		v.sorted(rank, order)
		var worse stateSet
		for k := 0; k < v.m; {
			first, r := k, rank[order[k]]
			for ; k < v.m && rank[order[k]] == r; k++ {
				x := order[k]
				for b, w := range worse {
					pred[x][b] = in[x][b] & w
				}
			}
			for _, x := range order[first:k] {
				worse.add(x)
			}
		}
	}
	for i := range v.n {
		clear(v.others[:v.m])
		for j := range v.n {
			if j == i {
				continue
			}
			pred := &v.pred[j]
			for s := range v.m {
				v.others[s].join(&pred[s])
			}
		}
		v.decide(i, ranks[i], t)
	}
}

// bests finds for each state the best rank that i can get to from there.
func (v *setSolver) bests(i int, rank []int32) {
	var settled stateSet
	in, order := &v.in[i], v.order[i]
	for k := v.m - 1; k >= 0; k-- {
		x := order[k]
		from := in[x]
		from.add(x)
		for b := range from {
			for left := from[b] &^ settled[b]; left != 0; left &= left - 1 {
				v.best[b<<6|bits.TrailingZeros64(left)] = rank[x]
			}
			settled[b] |= from[b]
		}
	}
	v.sorted(v.best, v.byBest)
}

func (v *setSolver) decide(i int, rank []int32, t *Table) {
	v.bests(i, rank)
	order, out, back := v.order[i], &v.out[i], &v.back[i]
	var stable [concepts]stateSet
	var noBetter, possible, possibleSafe, credible, credibleSafe stateSet
	safe := 0
	for k := 0; k < v.m; {
		first, r := k, rank[order[k]]
		var class, fresh stateSet
		for ; k < v.m && rank[order[k]] == r; k++ {
			class.add(order[k])
			possible.join(&back[order[k]])
		}
		for ; safe < v.m && v.best[v.byBest[safe]] == r; safe++ {
			fresh.add(v.byBest[safe])
			possibleSafe.join(&back[v.byBest[safe]])
		}
		noBetter.join(&class)
		credible.closeBack(&class, &v.others)
		credibleSafe.closeBack(&fresh, &v.others)
		for _, s := range order[first:k] {
			var nash, seq, sseq, smr, gmr uint64
			for b, w := range out[s] {
				better := w &^ noBetter[b]
				nash |= better
				seq |= better &^ credible[b]
				sseq |= better &^ credibleSafe[b]
				smr |= better &^ possibleSafe[b]
				gmr |= better &^ possible[b]
			}
			for c, open := range [concepts]uint64{Nash: nash, SEQ: seq, SSEQ: sseq, SMR: smr, GMR: gmr} {
				if open == 0 {
					stable[c].add(s)
				}
			}
		}
	}
	for c := range stable {
		copy(t.Set(Concept(c), i), stable[c][:])
	}
}
