package bargain

import "math"

// smpKernel holds the state of an SMP run and what follows from it: distances,
// risk attitudes and views. Actors here are those with some salience, in the
// order of the problem; matrices are flat.
type smpKernel struct {
	rules smpRules
	n, m  int // actors, issues

	c, sum, w []float64 // capability, sum of saliences, their product, by actor
	s, q      []float64 // salience, and its squared share (s^2 / sum of s^2), actor by issue
	has       []bool    // the actor has a position on the issue
	complete  bool      // everybody has one everywhere

	x, z []float64 // positions and ideals on 0..1, actor by issue
	// toward[j*n+i] is the distance of i's ideal from j's position: a row holds
	// how everybody sees one position.
	toward []float64
	risk   []float64 // R by actor

	election election
	seen     []float64 // utilities in a view, a row an option, a column an actor
	seenRisk []float64
}

func newSMPKernel(rules smpRules, n, m int) *smpKernel {
	k := &smpKernel{rules: rules, n: n, m: m, complete: true, has: make([]bool, n*m)}
	for _, s := range []*[]float64{&k.c, &k.sum, &k.w, &k.risk, &k.seenRisk} {
		*s = make([]float64, n)
	}
	for _, s := range []*[]float64{&k.s, &k.q, &k.x, &k.z} {
		*s = make([]float64, n*m)
	}
	k.toward, k.seen = make([]float64, n*n), make([]float64, n*n)
	k.election.rule, k.election.bothWay = rules.voting, rules.corrected
	return k
}

// weigh derives what follows from saliences and capabilities.
func (k *smpKernel) weigh() {
	for i := range k.n {
		squares := 0.0
		k.sum[i] = 0
		for _, s := range k.s[i*k.m : (i+1)*k.m] {
			k.sum[i] += s
			squares += float64(s * s)
		}
		k.w[i] = k.c[i] * k.sum[i]
		for d, s := range k.s[i*k.m : (i+1)*k.m] {
			k.q[i*k.m+d] = s * s / squares
		}
	}
}

// distanceTo is the distance of i's ideal from a point, by i's saliences:
// sqrt(sum (s (z - x))^2 / sum s^2). Issues on which the owner of the point has
// no position do not count.
func (k *smpKernel) distanceTo(i int, point []float64, owner int) float64 {
	if k.m == 1 && k.complete {
		return math.Abs(k.z[i] - point[0])
	}
	z, q := k.z[i*k.m:(i+1)*k.m], k.q[i*k.m:(i+1)*k.m]
	point = point[:len(z)]
	squares := 0.0
	for d := range z {
		if k.complete || k.has[owner*k.m+d] {
			gap := z[d] - point[d]
			squares += float64(q[d] * float64(gap*gap))
		}
	}
	return math.Sqrt(squares)
}

// riskUtility is u(d, R) = (1-d)(1+dR) for d <= 1 and (1-d)(1+R) beyond: R > 0
// holds on to what is near, R < 0 gives it up early.
func riskUtility(d, risk float64) float64 { return (1 - d) * (1 + float64(min(d, 1)*risk)) }

// measure sets the distances and the risk attitudes of the state.
func (k *smpKernel) measure() {
	n := k.n
	for j := range n {
		point := k.x[j*k.m : (j+1)*k.m]
		row := k.toward[j*n : (j+1)*n]
		for i := range row {
			row[i] = k.distanceTo(i, point, j)
		}
	}
	for i, d := range k.toward {
		k.seen[i] = 1 - d
	}
	k.election.vote(n, k.seen, k.c)
	p, _ := k.election.run(k.rules.victory, k.rules.pce)
	attitudes(k.risk, p, k.rules.rrange)
}

// attitudes sets R from the probability of each actor's position when nobody
// takes risks: those whose position would lose have to take them.
func attitudes(risk, p []float64, rrange string) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range p {
		least, most = min(least, v), max(most, v)
	}
	for i, v := range p {
		switch {
		case most-least <= smpNoise:
			risk[i] = 0
		case rrange == "Min":
			risk[i] = (v - least) / (most - least)
		case rrange == "Max":
			risk[i] = (2*v - most - least) / (most - least)
		default:
			risk[i] = (3*v - most - 2*least) / (2 * (most - least))
		}
	}
}

// view fills seen with the utilities of everybody as h sees them: row j, column
// k is U_h(k, j) = u(d_kj, R_hk), R_hk = (1-a) R_h + a R_k.
func (k *smpKernel) view(h int) {
	n := k.n
	for i, r := range k.risk {
		k.seenRisk[i] = float64((1-k.rules.adjust)*k.risk[h]) + float64(k.rules.adjust*r)
	}
	for j := range n {
		d, u := k.toward[j*n:(j+1)*n], k.seen[j*n:(j+1)*n]
		risk := k.seenRisk[:len(d)]
		u = u[:len(d)]
		for i := range d {
			u[i] = (1 - d[i]) * (1 + float64(min(d[i], 1)*risk[i]))
		}
	}
}

// contestFloor is the strength of a side of a challenge without supporters.
const contestFloor = 1e-10

// contest returns the probability that i wins a challenge of j, in the view
// that seen holds.
func (k *smpKernel) contest(i, j int) float64 {
	n := k.n
	ui, uj := k.seen[i*n:(i+1)*n], k.seen[j*n:(j+1)*n]
	vi := k.rules.voting.Vote(k.w[i], ui[i]-uj[i])
	vj := k.rules.voting.Vote(k.w[j], ui[j]-uj[j])
	a := contestFloor + max(vi, 0) + max(vj, 0)
	b := contestFloor + max(-vi, 0) + max(-vj, 0)
	if k.rules.third {
		first, second := min(i, j), max(i, j)
		var net, gross float64
		for _, part := range [3][2]int{{0, first}, {first + 1, second}, {second + 1, n}} {
			dn, dg := k.thirdParties(ui, uj, part[0], part[1], a, b)
			net += dn
			gross += dg
		}
		a += (gross + net) / 2
		b += (gross - net) / 2
	}
	return a / (a + b)
}

// thirdParties sums the votes, and their absolute values, of the actors from..to-1
// on a challenge with strengths a and b. Each expects its side to win with p,
// its own weight added, and has with it or against it
// p (u_nn - u_ni) - (1-p) (u_nn - u_nj) at stake.
func (k *smpKernel) thirdParties(ui, uj []float64, from, to int, a, b float64) (net, gross float64) {
	n, rule := k.n, k.rules.voting
	ui, uj = ui[from:to], uj[from:to]
	uj = uj[:len(ui)]
	w := k.w[from:to][:len(ui)]
	if rule == VoteProp {
		for l := range ui {
			side := float64(w[l] * (ui[l] - uj[l]))
			size := math.Abs(side)
			p := (a + float64(0.5*(side+size))) / (a + b + size)
			home := k.seen[(from+l)*n+from+l]
			v := w[l] * (float64(p*(home-ui[l])) - float64((1-p)*(home-uj[l])))
			net += v
			gross += math.Abs(v)
		}
		return net, gross
	}
	for l := range ui {
		side := rule.Vote(w[l], ui[l]-uj[l])
		p := (a + max(side, 0)) / (a + b + math.Abs(side))
		home := k.seen[(from+l)*n+from+l]
		v := rule.Vote(w[l], float64(p*(home-ui[l]))-float64((1-p)*(home-uj[l])))
		net += v
		gross += math.Abs(v)
	}
	return net, gross
}

// gain is what actor at expects from the challenge of j by i that i wins with
// probability p: (1-S_j) V + S_j Q - SQ, in the view that seen holds.
func (k *smpKernel) gain(i, j, at int, p float64) float64 {
	ui, uj := k.seen[i*k.n+at], k.seen[j*k.n+at]
	victory := 2 * ui
	contest := float64(p*victory) + float64((1-p)*2*uj)
	return float64((1-k.sum[j])*victory) + float64(k.sum[j]*contest) - (ui + uj)
}
