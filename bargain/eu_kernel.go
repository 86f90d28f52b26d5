package bargain

import "math"

// euNoise is the size below which a difference of utilities is rounding.
const euNoise = 1e-12

// euVoter is an actor with weight on the issue.
type euVoter struct {
	actor   int // row in the problem
	c, s, w float64
}

// euRules are the switches, read.
type euRules struct {
	exponent     bool // votes are raised to the risk exponent
	net, pooled  bool // probNet, probAllPairs
	each         bool
	offer        string
	euWeight     bool
	capitulation bool
	initialRange bool
	rounds       int
}

func readEURules(s Settings) euRules {
	prob := s.Get(switchProb)
	return euRules{
		exponent:     prob != probNet,
		net:          prob == probNet,
		pooled:       prob == probAllPairs,
		each:         s.Get(switchView) == viewEach,
		offer:        s.Get(switchOffer),
		euWeight:     s.Get(switchTie) == tieEUWeight,
		capitulation: s.Get(switchCapitulation) == capitulationOn,
		initialRange: s.Get(switchScale) == scaleInitialData,
		rounds:       s.number(switchRounds),
	}
}

// euKernel computes probabilities, risk exponents and utilities of one state.
// They depend on an actor's position more than on the actor, so that work is
// done by distinct position ("place"). Voters are kept in an order that the
// rows of the problem do not decide, so that sums do not hang on it.
type euKernel struct {
	rules  euRules
	voters []euVoter
	dx     float64

	x     []float64 // position by voter
	r     []float64 // risk exponent by voter
	at    []int     // place by voter
	place []float64 // positions, no two within tieMove of dx
	count []float64 // voters by place
	mass  []float64 // weight by place

	d, logD         []float64 // distance between places as a share of dx, and its logarithm
	logLose, logWin []float64 // of 0.5 + 0.5 d and of 0.5 - 0.5 d
	prob            []float64 // that place a wins against place b, at a*m + b
	votes           []float64 // d to the power r, of one voter, by place
	success, fail   []float64 // utilities of voter i against place b, at i*m + b
	quo             []float64 // utility of the status quo by voter
	danger          []float64
}

func newEUKernel(rules euRules, voters []euVoter, dx float64) *euKernel {
	n := len(voters)
	k := &euKernel{rules: rules, voters: voters, dx: dx}
	k.x, k.r, k.quo, k.danger = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	k.at = make([]int, n)
	k.place, k.count, k.mass, k.votes = make([]float64, 0, n), make([]float64, 0, n), make([]float64, 0, n), make([]float64, n)
	block := make([]float64, 7*n*n)
	for i, s := range []*[]float64{&k.d, &k.logD, &k.logLose, &k.logWin, &k.prob, &k.success, &k.fail} {
		*s = block[i*n*n : (i+1)*n*n]
	}
	return k
}

// load takes the positions in k.x and computes everything for them.
func (k *euKernel) load() {
	k.places()
	k.measure()
	for i := range k.r {
		k.r[i] = 1
	}
	k.probabilities(true)
	k.utilities()
	k.riskExponents()
	if k.rules.exponent {
		k.probabilities(false)
	}
	k.utilities()
}

// places finds the places of the positions in k.x.
func (k *euKernel) places() []float64 {
	k.place, k.count, k.mass = k.place[:0], k.count[:0], k.mass[:0]
	for i, x := range k.x {
		a := 0
		for a < len(k.place) && math.Abs(k.place[a]-x) > tieMove*k.dx {
			a++
		}
		if a == len(k.place) {
			k.place, k.count, k.mass = append(k.place, x), append(k.count, 0), append(k.mass, 0)
		}
		k.at[i] = a
		k.count[a]++
		k.mass[a] += k.voters[i].w
	}
	return k.place
}

// measure sets the distances between the places and their logarithms.
func (k *euKernel) measure() {
	m := len(k.place)
	for a := range m {
		for b := range a + 1 {
			d := math.Abs(k.place[a]-k.place[b]) / k.dx
			log, lose, win := math.Log(d), math.Log(0.5+0.5*d), math.Log(0.5-0.5*d)
			for _, at := range [2]int{a*m + b, b*m + a} {
				k.d[at], k.logD[at], k.logLose[at], k.logWin[at] = d, log, lose, win
			}
		}
	}
}

// probabilities sets prob. With linear votes (r = 1) the voters of a place vote
// as one.
func (k *euKernel) probabilities(linear bool) {
	m := len(k.place)
	gross := k.success[:m*m] // scratch: sum of |v| for the pair
	clear(k.prob[:m*m])
	clear(gross)
	if linear {
		for c := range m {
			k.cast(k.mass[c], k.d[c*m:(c+1)*m], gross)
		}
	} else {
		for i := range k.voters {
			row := k.logD[k.at[i]*m : (k.at[i]+1)*m]
			votes := k.votes[:m]
			for a, log := range row {
				votes[a] = math.Exp(k.r[i] * log)
			}
			k.cast(k.voters[i].w, votes, gross)
		}
	}
	// prob holds the net votes of the lower place a against b; make shares.
	pool := 0.0
	if k.rules.pooled {
		for a := range m {
			for b := range a {
				pool += 2 * k.count[a] * k.count[b] * gross[a*m+b]
			}
		}
	}
	for a := range m {
		k.prob[a*m+a] = 0
		for b := range a {
			net, all := k.prob[a*m+b], gross[a*m+b]
			k.prob[a*m+b], k.prob[b*m+a] = k.share(net, all, pool), k.share(-net, all, pool)
		}
	}
}

func (k *euKernel) share(net, gross, pool float64) float64 {
	switch {
	case gross == 0:
		return 0
	case k.rules.net:
		return max(0, net) / gross
	case k.rules.pooled:
		return (gross + net) / 2 / pool
	}
	return (gross + net) / 2 / gross
}

// cast adds the votes of weight w, whose losses at the places are given, to the
// net (for a) and gross votes of all pairs a > b.
func (k *euKernel) cast(w float64, loss, gross []float64) {
	m := len(loss)
	for a := 1; a < m; a++ {
		la := loss[a]
		net, all := k.prob[a*m:a*m+a], gross[a*m:a*m+a]
		for b := range net {
			v := float64(w * (loss[b] - la))
			net[b] += v
			all[b] += math.Abs(v)
		}
	}
}

// utilities sets success, fail and quo with the exponents in r:
// Us = 2 - 4 (0.5 - 0.5 D)^r, Uf = 2 - 4 (0.5 + 0.5 D)^r, Usq = 2 - 4 (0.5)^r.
func (k *euKernel) utilities() {
	m := len(k.place)
	for i, r := range k.r {
		a := k.at[i]
		success, fail := k.success[i*m:(i+1)*m], k.fail[i*m:(i+1)*m]
		if r == 1 {
			k.quo[i] = 0
			for b, d := range k.d[a*m : (a+1)*m] {
				success[b], fail[b] = 2*d, -2*d
			}
			continue
		}
		k.quo[i] = 2 - float64(4*math.Exp(-r*math.Ln2))
		for b := range success {
			success[b] = 2 - float64(4*math.Exp(r*k.logWin[a*m+b]))
			fail[b] = 2 - float64(4*math.Exp(r*k.logLose[a*m+b]))
		}
	}
}

// expect is what a challenge is worth to its maker, seen with the utilities of
// voter i against place b: p is the maker's probability of winning, s the
// salience of the one challenged.
func (k *euKernel) expect(i, b int, p, s float64) float64 {
	m := len(k.place)
	us, uf := k.success[i*m+b], k.fail[i*m+b]
	return float64(s*(float64(p*us)+float64((1-p)*uf))) + float64((1-s)*us) - k.quo[i]
}

// own is E_ij, what voter i expects from challenging voter j.
func (k *euKernel) own(i, j int) float64 {
	a, b := k.at[i], k.at[j]
	return k.expect(i, b, k.prob[a*len(k.place)+b], k.voters[j].s)
}

// other is E_ji as the model's view has i see it.
func (k *euKernel) other(i, j int) float64 {
	if k.rules.each {
		return k.own(j, i)
	}
	a, b := k.at[i], k.at[j]
	return k.expect(i, b, k.prob[b*len(k.place)+a], k.voters[i].s)
}

// win is the probability that voter i wins against voter j.
func (k *euKernel) win(i, j int) float64 { return k.prob[k.at[i]*len(k.place)+k.at[j]] }

// riskExponents sets r from the danger each voter is in, the sum of what all
// others expect from challenging it: the voter in most danger takes least risk.
// danger, the largest and the smallest give R in -1..1 and
// r = (1 - R/3)/(1 + R/3), in 0.5..2.
func (k *euKernel) riskExponents() {
	m := len(k.place)
	least, most := math.Inf(1), math.Inf(-1)
	for i := range k.voters {
		// r is 1 here, so a place's voters expect the same from challenging i.
		sum, a := 0.0, k.at[i]
		for b := range m {
			if b != a {
				sum += float64(k.count[b] * k.expect(i, b, k.prob[b*m+a], k.voters[i].s))
			}
		}
		k.danger[i] = sum
		least, most = min(least, sum), max(most, sum)
	}
	for i := range k.r {
		risk := 0.0
		if most-least > euNoise {
			risk = (2*k.danger[i] - most - least) / (most - least)
		}
		k.r[i] = (1 - risk/3) / (1 + risk/3)
	}
}
