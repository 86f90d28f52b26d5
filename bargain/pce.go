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
	wins := victoryMatrix(strength, victory)
	switch model {
	case MarkovUniform:
		n := float64(len(wins))
		return iterate(len(wins), 1e-6, func(p, q []float64) {
			for a := range q {
				q[a] = 0
				for b := range p {
					q[a] += float64(wins[a][b] * (p[a] + p[b]))
				}
				q[a] /= n
			}
		})
	case MarkovIncentive:
		challenge := challenges(strength, wins)
		return iterate(len(wins), 1e-8, func(p, q []float64) {
			for a := range q {
				q[a] = 0
				for b := range p {
					q[a] += float64(wins[a][b] * (float64(p[a]*challenge[b][a]) + float64(p[b]*challenge[a][b])))
				}
			}
		})
	}
	return conditional(wins), true
}

// conditional returns p_a proportional to the product of its victories, taken
// in logarithms so that many options or uneven strengths do not underflow.
func conditional(wins [][]float64) []float64 {
	p := make([]float64, len(wins))
	top := math.Inf(-1)
	for a, row := range wins {
		for _, w := range row {
			p[a] += math.Log(w)
		}
		top = math.Max(top, p[a])
	}
	sum := 0.0
	for a := range p {
		p[a] = math.Exp(p[a] - top)
		sum += p[a]
	}
	for a := range p {
		p[a] /= sum
	}
	return p
}

// challenges returns h[a][b], the probability that a challenges the incumbent b.
func challenges(strength, wins [][]float64) [][]float64 {
	n := len(wins)
	h := make([][]float64, n)
	for a := range h {
		h[a] = make([]float64, n)
		for b := range h[a] {
			h[a][b] = strength[a][b] * wins[a][b]
			if a == b {
				h[a][b] += 1e-10
			}
		}
	}
	for b := range n {
		sum := 0.0
		for a := range n {
			sum += h[a][b]
		}
		for a := range n {
			h[a][b] /= sum
		}
	}
	return h
}

// iterate moves p half way to step(p) until no entry differs by tolerance.
func iterate(n int, tolerance float64, step func(p, q []float64)) (p []float64, converged bool) {
	p, q := make([]float64, n), make([]float64, n)
	for a := range p {
		p[a] = 1 / float64(n)
	}
	for range 1000 {
		step(p, q)
		worst := 0.0
		for a := range p {
			worst = math.Max(worst, math.Abs(q[a]-p[a]))
			p[a] = (p[a] + q[a]) / 2
		}
		if worst < tolerance {
			return p, true
		}
	}
	return p, false
}

func victoryMatrix(strength [][]float64, victory Victory) [][]float64 {
	p := make([][]float64, len(strength))
	for a := range p {
		p[a] = make([]float64, len(strength))
		for b := range p[a] {
			if a == b {
				p[a][b] = 0.5
			} else {
				p[a][b] = victoryOf(strength[a][b], strength[b][a], victory)
			}
		}
	}
	return p
}

// victoryOf is the probability that strength c beats strength d, both > 0.
func victoryOf(c, d float64, victory Victory) float64 {
	power := 1.0
	switch victory {
	case VictorySquare:
		power = 2
	case VictoryQuartic:
		power = 4
	case VictoryOctic:
		power = 8
	case VictoryBinary:
		const lead, floor = 1.1, 1e-6
		switch {
		case c >= lead*d:
			return 1 / (1 + floor)
		case d >= lead*c:
			return floor / (1 + floor)
		}
		return (2.1*(c/(c+d)) - 1) / 0.1
	}
	// By the ratio, so that powers of large strengths cannot overflow.
	if c >= d {
		return 1 / (1 + math.Pow(d/c, power))
	}
	r := math.Pow(c/d, power)
	return r / (1 + r)
}
