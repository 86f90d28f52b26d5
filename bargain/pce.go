package bargain

import "math"

// Victory turns two coalition strengths into a probability of winning.
type Victory string

const (
	VictoryLinear  Victory = "Linear"
	VictorySquare  Victory = "Square"
	VictoryQuartic Victory = "Quartic"
	VictoryOctic   Victory = "Octic"
	VictoryBinary  Victory = "Binary" // nearly sure once ahead by a tenth
)

// PCEModel turns pairwise probabilities into one distribution over the options.
type PCEModel string

const (
	Conditional     PCEModel = "Conditional"
	MarkovUniform   PCEModel = "MarkovUniform"
	MarkovIncentive PCEModel = "MarkovIncentive"
)

// PCEModels lists the models in the order in which results show them.
var PCEModels = []PCEModel{Conditional, MarkovUniform, MarkovIncentive}

// OptionShare is the probability of one option.
type OptionShare struct {
	Position    float64 `json:"position"`
	Probability float64 `json:"probability"`
}

// PCEResult is the outcome of a probabilistic Condorcet election under one
// model. The probabilities are those of the model's votes, not of the event.
type PCEResult struct {
	Model     PCEModel      `json:"model"`
	Victory   Victory       `json:"victory"`
	Options   []OptionShare `json:"options"`
	Converged bool          `json:"converged"`
}

// pceOf runs the three models with linear victory over the distinct positions.
func pceOf(k *Kernel) []PCEResult {
	var options []float64
	for i, v := range k.voters {
		if i == 0 || v.x > k.voters[i-1].x {
			options = append(options, v.x)
		}
	}
	strength := k.coalitions(options)
	results := make([]PCEResult, 0, len(PCEModels))
	for _, model := range PCEModels {
		p, converged := PCE(strength, VictoryLinear, model)
		r := PCEResult{Model: model, Victory: VictoryLinear, Converged: converged}
		for i, x := range options {
			r.Options = append(r.Options, OptionShare{x, p[i]})
		}
		results = append(results, r)
	}
	return results
}

// coalitionFloor is the strength of an empty coalition.
const coalitionFloor = 1e-8

// coalitions returns C[a][b], the strength of the coalition for option a
// against b: each voter votes its weight times the difference of utilities
// 1 - |x-o|/L (voting rule Prop).
func (k *Kernel) coalitions(options []float64) [][]float64 {
	n := len(options)
	c := make([][]float64, n)
	for a := range c {
		c[a] = make([]float64, n)
		for b := range c[a] {
			c[a][b] = coalitionFloor
		}
	}
	for a := range options {
		for b := range a {
			for i := range k.voters {
				v := &k.voters[i]
				vote := v.w * ((math.Abs(v.x-options[b]) - math.Abs(v.x-options[a])) / k.length)
				if vote > 0 {
					c[a][b] += vote
				} else {
					c[b][a] -= vote
				}
			}
		}
	}
	return c
}

// PCE returns the distribution over options that follows from coalition
// strengths (strength[a][b] > 0 for a against b), and whether the iteration of
// the Markov models settled within its 1000 steps. The models are those of the
// KTAB program (KAPSARC Toolkit for Behavioral Analysis).
func PCE(strength [][]float64, victory Victory, model PCEModel) (p []float64, converged bool) {
	var e election
	e.reset(len(strength))
	for a, row := range strength {
		copy(e.c[a*e.n:], row)
	}
	return e.run(victory, model)
}

// run returns the distribution, which stands until the next election.
func (e *election) run(victory Victory, model PCEModel) (p []float64, converged bool) {
	n := e.n
	power := powerOf(victory)
	for a := range n {
		e.wins[a*n+a] = 0.5
		for b := range a {
			c, d := e.c[a*n+b], e.c[b*n+a]
			e.wins[a*n+b], e.wins[b*n+a] = victoryOf(c, d, power), victoryOf(d, c, power)
		}
	}
	switch model {
	case MarkovUniform:
		return e.iterate(1e-6, e.uniformStep)
	case MarkovIncentive:
		e.challenges()
		return e.iterate(1e-8, e.incentiveStep)
	}
	e.conditional()
	return e.p, true
}

// conditional sets p_a proportional to the product of its victories. Logarithms
// are taken of pieces of the product, so that many options or uneven strengths
// do not underflow.
func (e *election) conditional() {
	const piece = 1e-100
	top := math.Inf(-1)
	for a := range e.n {
		log, product := 0.0, 1.0
		for _, w := range e.wins[a*e.n : (a+1)*e.n] {
			if w < piece {
				log += math.Log(w)
				continue
			}
			product *= w
			if product < piece {
				log += math.Log(product)
				product = 1
			}
		}
		e.p[a] = log + math.Log(product)
		top = math.Max(top, e.p[a])
	}
	sum := 0.0
	for a := range e.p {
		e.p[a] = math.Exp(e.p[a] - top)
		sum += e.p[a]
	}
	for a := range e.p {
		e.p[a] /= sum
	}
}

// uniformStep: q_a = (1/n) sum_b P_ab (p_a + p_b).
func (e *election) uniformStep() {
	for a := range e.q {
		sum, pa := 0.0, e.p[a]
		row := e.wins[a*e.n : (a+1)*e.n]
		for b, w := range row {
			sum += float64(w * (pa + e.p[b]))
		}
		e.q[a] = sum / float64(e.n)
	}
}

// challenges sets h[a][b], the probability that a challenges the incumbent b.
func (e *election) challenges() {
	n := e.n
	for i := range e.h {
		e.h[i] = e.c[i] * e.wins[i]
	}
	for b := range n {
		e.h[b*n+b] += 1e-10
		sum := 0.0
		for a := range n {
			sum += e.h[a*n+b]
		}
		for a := range n {
			e.h[a*n+b] /= sum
		}
	}
}

// incentiveStep: q_a = sum_b P_ab (p_a h_ba + p_b h_ab).
func (e *election) incentiveStep() {
	n := e.n
	for a := range e.q {
		sum, pa := 0.0, e.p[a]
		for b, w := range e.wins[a*n : (a+1)*n] {
			sum += float64(w * (float64(pa*e.h[b*n+a]) + float64(e.p[b]*e.h[a*n+b])))
		}
		e.q[a] = sum
	}
}

// iterate moves p half way to step's q until no entry differs by tolerance.
func (e *election) iterate(tolerance float64, step func()) (p []float64, converged bool) {
	for a := range e.p {
		e.p[a] = 1 / float64(e.n)
	}
	for range 1000 {
		step()
		worst := 0.0
		for a := range e.p {
			worst = math.Max(worst, math.Abs(e.q[a]-e.p[a]))
			e.p[a] = (e.p[a] + e.q[a]) / 2
		}
		if worst < tolerance {
			return e.p, true
		}
	}
	return e.p, false
}

// powerOf is the exponent of the strengths; 0 stands for VictoryBinary.
func powerOf(victory Victory) int {
	switch victory {
	case VictorySquare:
		return 2
	case VictoryQuartic:
		return 4
	case VictoryOctic:
		return 8
	case VictoryBinary:
		return 0
	}
	return 1
}

// victoryOf is the probability that strength c beats strength d, both > 0.
func victoryOf(c, d float64, power int) float64 {
	if power == 0 {
		const lead, floor = 1.1, 1e-6
		switch {
		case c >= lead*d:
			return 1 / (1 + floor)
		case d >= lead*c:
			return floor / (1 + floor)
		}
		return (float64(2.1*(c/(c+d))) - 1) / 0.1
	}
	// By the ratio, so that powers of large strengths cannot overflow.
	if c >= d {
		return 1 / (1 + whole(d/c, power))
	}
	r := whole(c/d, power)
	return r / (1 + r)
}

// whole raises r to a power of 1, 2, 4 or 8.
func whole(r float64, power int) float64 {
	for ; power > 1; power /= 2 {
		r *= r
	}
	return r
}
