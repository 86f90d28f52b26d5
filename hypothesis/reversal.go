package hypothesis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Table is the set as a table of ratings: the middle of each likelihood by
// RatingOf, every credibility and relevance medium. It has no clusters and no
// priors, which is part of why its order may differ from the posterior's.
func (c *Compiled) Table() []Row {
	var rows []Row
	for i, item := range c.set.Items {
		row := Row{ID: item.ID, Ratings: map[string][]Rating{}}
		for k, h := range c.set.Hypotheses {
			row.Ratings[h.ID] = []Rating{RatingOf(c.middle[c.first(i)+2+k])}
		}
		rows = append(rows, row)
	}
	return rows
}

// Reversal is a pair that the table orders the other way than the posterior.
type Reversal struct {
	Above, Below string // by posterior
	// Items are those responsible, heaviest first: each speaks for Above by its
	// likelihoods while the table does not count it so, or the table counts it
	// against Above while its likelihoods do not. Where there is none of them,
	// the two agree on the direction of every item and weigh them differently;
	// then these are the items that speak for Above.
	Items []string
	Prior bool // the prior speaks for Above, and the table has none
	Words string
}

// Reversals lists the pairs in which the order of a table differs from that of
// the posterior at the points, and why. rows are those that were audited; their
// ids are matched with the items of the set.
func (c *Compiled) Reversals(a *Audited, rows []Row) []Reversal {
	u := c.Update()
	ids := c.Hypotheses()
	var out []Reversal
	for i, first := range a.Order {
		for _, second := range a.Order[i+1:] {
			below, above := slices.Index(ids, first), slices.Index(ids, second)
			if below < 0 || above < 0 || !Above(u.Posterior[above], u.Posterior[below]) || a.level(first, second) {
				continue
			}
			r := Reversal{Above: second, Below: first, Prior: Above(u.Prior[above], u.Prior[below])}
			r.Items = c.responsible(a.Scheme, u, rows, above, below)
			r.Words = c.sayReversal(&r, above, below)
			out = append(out, r)
		}
	}
	return out
}

// level reports whether the table itself puts two on one level.
func (a *Audited) level(first, second string) bool {
	i, j := slices.Index(a.Hypotheses, first), slices.Index(a.Hypotheses, second)
	return tied(a.Inconsistency[i]) == tied(a.Inconsistency[j]) &&
		(a.Consistency == nil || tied(a.Consistency[i]) == tied(a.Consistency[j]))
}

func (c *Compiled) responsible(scheme Scheme, u *Updated, rows []Row, above, below int) []string {
	type push struct {
		item         string
		bits, counts float64 // for above, by likelihoods; against it, by the table
	}
	var pushes []push
	for i, w := range u.Items {
		p := push{item: w.Item, bits: w.Bits[above] - w.Bits[below]}
		if math.IsNaN(p.bits) { // impossible under both
			p.bits = 0
		}
		if j := slices.IndexFunc(rows, func(r Row) bool { return r.ID == c.set.Items[i].ID }); j >= 0 {
			x, _ := rows[j].cell(c.set.Hypotheses[above].ID, scheme)
			y, _ := rows[j].cell(c.set.Hypotheses[below].ID, scheme)
			p.counts = tied(x.against - y.against)
		}
		pushes = append(pushes, p)
	}
	slices.SortStableFunc(pushes, func(a, b push) int {
		return cmp.Or(cmp.Compare(b.bits, a.bits), cmp.Compare(b.counts, a.counts))
	})
	var against, with []string
	for _, p := range pushes {
		if p.bits >= 0 && p.counts >= 0 && (p.bits > level || p.counts > 0) {
			against = append(against, p.item)
		}
		if p.bits > level {
			with = append(with, p.item)
		}
	}
	if against != nil {
		return against
	}
	return with
}

func (c *Compiled) sayReversal(r *Reversal, above, below int) string {
	var why []string
	for _, id := range r.Items {
		for i := range c.set.Items {
			if c.set.Items[i].ID == id {
				why = append(why, quoted(c.set.Items[i].name()))
			}
		}
	}
	if r.Prior {
		why = append(why, "the prior")
	}
	text := fmt.Sprintf("By likelihoods %s is above %s, by counts of inconsistency it is the other way", c.name(above), c.name(below))
	if len(why) == 0 {
		return text + "."
	}
	return text + "; that comes from " + list(why) + "."
}
