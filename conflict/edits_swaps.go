package conflict

// StatementSwaps is by concept and state the fewest swaps of neighbouring
// statements of one decision maker that flip its verdict there, all else fixed.
type StatementSwaps struct {
	Swaps [concepts][]int // -1: none that was searched
	// Searched is the number of swaps up to which all orders were searched;
	// Exhausted says that there are no others.
	Searched  int
	Exhausted bool
}

// maxSwapOrders is the most orders of statements that are searched: all of eight.
const maxSwapOrders = 40_320

// StatementSwaps searches the orders of the statements of decision maker i by
// the number of swaps: all of them up to eight levels, beyond as many as eight
// have. It is an error, a Problem, if its order does not come from statements.
func (q *Inquiry) StatementSwaps(i int) (StatementSwaps, error) {
	m := q.m
	if err := m.needStatements(i); err != nil {
		return StatementSwaps{}, err
	}
	orders := newOrderings(len(m.truth[i]), []EditKind{Swap})
	var out StatementSwaps
	for {
		first, last := orders.layer(out.Searched)
		if out.Exhausted = first == last; out.Exhausted {
			out.Searched--
			break
		}
		// The bound of grow counts an order once for each way to it.
		if !orders.grow(maxSwapOrders*len(m.truth[i])) || len(orders.all) > maxSwapOrders {
			break
		}
		out.Searched++
	}
	all := orders.all[:orders.ends[out.Searched]]
	distance := make([]int, 0, len(all))
	for d, end := range orders.ends[:out.Searched+1] {
		for len(distance) < end {
			distance = append(distance, d)
		}
	}
	for c := range out.Swaps {
		out.Swaps[c] = make([]int, m.Len())
	}
	better, open := NewSet(m.Len()), NewSet(m.Len())
	var key []byte
	for s := range m.Len() {
		v := m.versus(i, s)
		var looks [concepts]*outlook
		left := 0
		for _, c := range Concepts {
			out.Swaps[c][s] = -1
			looks[c] = q.outlook(c, i, s, q.ranks)
			left++
		}
		seen := map[string]bool{}
		for k := range all {
			v.better([]place(all[k].places), better, open)
			key = key[:0]
			for _, w := range better {
				for range 8 {
					key = append(key, byte(w))
					w >>= 8
				}
			}
			if seen[string(key)] {
				continue
			}
			seen[string(key)] = true
			for _, c := range Concepts {
				if out.Swaps[c][s] < 0 && looks[c].stable(better) != q.Stable(c, i, s) {
					out.Swaps[c][s] = distance[k]
					left--
				}
			}
			if left == 0 {
				break
			}
		}
	}
	return out, nil
}
