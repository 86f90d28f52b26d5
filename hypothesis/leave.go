package hypothesis

import "fmt"

// Leverage is what the answer rests on.
type Leverage struct {
	Hypotheses []string
	Base       []float64 // posterior with everything
	Leader     string    // the first, in the order of rows, of those that lead
	RunnerUp   string
	// Level is the likelihood ratio that one new, independent item would need
	// in favour of the runner-up for it to draw level: the posterior odds.
	// +Inf when the runner-up is impossible.
	Level   float64
	Without []Left // by unit, in order of first appearance
	Words   string
}

// Left is the set without one unit, a cluster or an item that stands alone.
type Left struct {
	Unit          string
	Cluster       bool
	Items         []string
	Posterior     []float64
	Leader        string
	ChangesLeader bool
	Words         string
}

// LeaveOneOut removes each unit as a whole and says what changes, at the
// points.
func (c *Compiled) LeaveOneOut() *Leverage {
	out := &Leverage{Hypotheses: c.Hypotheses(), Base: make([]float64, c.rows)}
	k := c.NewKernel()
	k.Posterior(c.middle, out.Base)
	leader := leading(out.Base)[0]
	second := -1
	for j, p := range out.Base {
		if j != leader && (second < 0 || Above(p, out.Base[second])) {
			second = j
		}
	}
	out.Leader, out.RunnerUp = out.Hypotheses[leader], out.Hypotheses[second]
	out.Level = out.Base[leader] / out.Base[second]
	x := make([]float64, len(c.middle))
	var rests []string
	for _, u := range c.units {
		copy(x, c.middle)
		left := Left{Unit: u.name, Cluster: u.cluster, Posterior: make([]float64, c.rows)}
		for i, at := range u.items {
			x[at], x[at+1] = 0, DefaultFloor // no information: a factor that all rows share
			left.Items = append(left.Items, c.set.Items[u.members[i]].ID)
		}
		k.Posterior(x, left.Posterior)
		now := leading(left.Posterior)[0]
		left.Leader, left.ChangesLeader = out.Hypotheses[now], now != leader
		if left.ChangesLeader {
			left.Words = fmt.Sprintf("Without %s %s leads instead of %s.", c.unitName(&u), c.name(now), c.name(leader))
			rests = append(rests, c.unitName(&u))
		} else {
			left.Words = fmt.Sprintf("Without %s %s still leads, with %s.", c.unitName(&u), c.name(leader), decimal(left.Posterior[leader]))
		}
		out.Without = append(out.Without, left)
	}
	out.Words = c.sayLeverage(out, leader, second, rests)
	return out
}

func (c *Compiled) unitName(u *group) string {
	if u.cluster {
		return quoted(u.name)
	}
	return quoted(c.set.Items[u.members[0]].name())
}

func (c *Compiled) sayLeverage(l *Leverage, leader, second int, rests []string) string {
	text := ""
	switch len(rests) {
	case 0:
		if len(l.Without) > 0 {
			text = fmt.Sprintf("No single origin carries the lead of %s. ", c.name(leader))
		}
	case 1:
		text = fmt.Sprintf("The lead of %s rests on one source, %s. ", c.name(leader), rests[0])
	default:
		text = fmt.Sprintf("The lead of %s rests on each of %s: without any one of them another leads. ", c.name(leader), list(rests))
	}
	if l.Base[second] == 0 {
		return text + fmt.Sprintf("No new item can bring %s level: it is impossible as rated.", c.name(second))
	}
	if !Above(l.Base[leader], l.Base[second]) {
		return text + fmt.Sprintf("%s and %s are level.", c.name(leader), c.name(second))
	}
	return text + fmt.Sprintf("A new, independent item would have to be %s times as likely under %s as under %s to bring them level.", ratio(l.Level), c.name(second), c.name(leader))
}
