package conflict

import "fmt"

// needStatements refuses a decision maker whose order does not come from
// statements, or from more of them than can be searched.
func (m *Model) needStatements(i int) error {
	d := m.space.dms[i]
	where := []string{"preferences." + d.ID}
	switch n := len(m.truth[i]); {
	case n == 0:
		return Problem{Code: CodeBadValue, Where: where, Cause: fmt.Sprintf("the order of %s does not come from statements, so there are none to edit", d.Name), Remedy: "ask for the smallest slide instead"}
	case n > maxLevels:
		return Problem{Code: CodeBadValue, Where: where, Cause: fmt.Sprintf("%s has %d levels of statements, and edits of at most %d are searched", d.Name, n, maxLevels), Remedy: "drop statements that separate no states"}
	}
	return nil
}

// orders are the orders of statements of decision maker i that edits lead to,
// as far as they were listed.
func (q *Inquiry) orders(i int, kinds []EditKind) *orderings {
	if q.listed == nil {
		q.listed = make([]*orderings, len(q.ranks))
	}
	if o := q.listed[i]; o != nil && sameKinds(o.kinds, kinds) {
		return o
	}
	q.listed[i] = newOrderings(len(q.m.truth[i]), kinds)
	return q.listed[i]
}

func sameKinds(a, b []EditKind) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}

// ownEdits is what edits of one decision maker's own statements do to its
// verdict, the others' orders fixed.
type ownEdits struct {
	edits    int // 0: none found
	ways     [][]Edit
	searched int
}

// ownEdits searches by number of edits for orders under which the verdict is
// want.
func (q *Inquiry) ownEdits(c Concept, i, s int, want bool, how EditSearch) ownEdits {
	m := q.m
	look, v := q.outlook(c, i, s, q.ranks), m.versus(i, s)
	orders := q.orders(i, how.Kinds)
	better, open := NewSet(m.Len()), NewSet(m.Len())
	var out ownEdits
	for d := 1; d <= how.Budget; d++ {
		for len(orders.ends) < d {
			if !orders.grow(how.Limit) {
				return out
			}
		}
		first, last := orders.layer(d - 1)
		if first < last && (last-first)*orders.most(len(orders.all[first].places)) > how.Limit {
			return out
		}
		found := map[string]bool{}
		for k := first; k < last && len(out.ways) < how.Ways; k++ {
			orders.neighbours(orders.all[k].places, func(e change, next []place) bool {
				if v.better(next, better, open); look.stable(better) == want && !found[string(next)] {
					found[string(next)] = true
					out.ways = append(out.ways, orders.edits(m, i, k, &e))
				}
				return len(out.ways) < how.Ways
			})
		}
		out.searched = d
		if len(out.ways) > 0 {
			out.edits = d
			return out
		}
	}
	return out
}

// EditVerdict searches for edits of the statements of decision maker i that flip
// its verdict in state s: breadth first by number of edits, up to the budget. It
// is an error, a Problem, if its order does not come from statements.
func (q *Inquiry) EditVerdict(c Concept, i, s int, how EditSearch) (EditAnswer, error) {
	if err := q.m.needStatements(i); err != nil {
		return EditAnswer{}, err
	}
	out := EditAnswer{State: q.key(s), DM: q.m.space.dms[i].ID, Concept: c.String(), Stable: q.Stable(c, i, s)}
	own := q.ownEdits(c, i, s, !out.Stable, how.withDefaults())
	out.Edits, out.Ways, out.Searched, out.Exact = own.edits, own.ways, own.searched, own.edits > 0
	return out, nil
}

// EditEquilibrium searches for edits of the statements of any decision makers
// that make state s an equilibrium, or no longer one.
//
// Under Nash, SMR and GMR each verdict depends on the order of its own decision
// maker alone: to make an equilibrium the budget goes for each of them, and the
// edits add up. Under SEQ and SSEQ the orders of the others say which sanctions
// are credible: combinations of edits of all are tried by increasing number, and
// where that would be more than the limit, edits that change each unstable
// verdict by itself are put together and looked at again; the number found so is
// an upper bound. Decision makers without statements stay as they are.
func (q *Inquiry) EditEquilibrium(c Concept, s int, how EditSearch) (EditAnswer, error) {
	how = how.withDefaults()
	out := EditAnswer{State: q.key(s), Concept: c.String(), Stable: true}
	var unstable, editable []int
	var refused error
	for i := range q.ranks {
		if !q.Stable(c, i, s) {
			unstable, out.Stable = append(unstable, i), false
		}
		if err := q.m.needStatements(i); err != nil {
			refused = err
		} else {
			editable = append(editable, i)
		}
	}
	if len(editable) == 0 {
		return EditAnswer{}, refused
	}
	if c.credible() && len(q.ranks) > 1 {
		q.editJointly(c, s, unstable, &out, how)
		return out, nil
	}
	if out.Stable {
		q.breakByEdits(c, s, editable, &out, how)
	} else {
		q.makeByEdits(c, s, unstable, &out, how)
	}
	return out, nil
}

// breakByEdits makes the state unstable for one decision maker, whoever takes
// the fewest edits of its own.
func (q *Inquiry) breakByEdits(c Concept, s int, editable []int, out *EditAnswer, how EditSearch) {
	out.Searched = how.Budget
	for _, i := range editable {
		try := how
		if out.Edits > 0 {
			try.Budget = out.Edits
		}
		own := q.ownEdits(c, i, s, false, try)
		if own.edits > 0 && (out.Edits == 0 || own.edits < out.Edits) {
			out.Edits, out.Ways = own.edits, nil
		}
		if own.edits > 0 && own.edits == out.Edits {
			out.Ways = append(out.Ways, own.ways[:min(len(own.ways), how.Ways-len(out.Ways))]...)
		}
		out.Searched = min(out.Searched, own.searched)
	}
	out.Exact = out.Edits > 0 && out.Searched >= out.Edits-1
}

// makeByEdits makes the state stable for each of the unstable by its own edits.
func (q *Inquiry) makeByEdits(c Concept, s int, unstable []int, out *EditAnswer, how EditSearch) {
	ways := [][]Edit{nil}
	total, failed := 0, -1
	for _, i := range unstable {
		if q.m.needStatements(i) != nil {
			failed = how.Budget // no edit of anybody helps
			continue
		}
		own := q.ownEdits(c, i, s, true, how)
		if own.edits == 0 {
			failed = max(failed, own.searched)
			continue
		}
		total += own.edits
		ways = combine(ways, own.ways, how.Ways)
	}
	if failed >= 0 {
		out.Searched = failed
		return
	}
	out.Edits, out.Ways, out.Searched, out.Exact = total, ways, total, true
}

// combine joins each way of one list with each of the other.
func combine(a, b [][]Edit, most int) [][]Edit {
	var out [][]Edit
	for _, x := range a {
		for _, y := range b {
			if len(out) == most {
				return out
			}
			out = append(out, append(x[:len(x):len(x)], y...))
		}
	}
	return out
}
