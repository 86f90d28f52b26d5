package solo

import (
	"fmt"
	"math/big"

	"entente/cause"
	"entente/internal/codec/causal"
	"entente/quantity"
)

// CauseLink is one link of the map and what it rests on.
type CauseLink struct {
	From      string          `json:"from"`
	To        string          `json:"to"`
	Sign      string          `json:"sign"`           // as given
	Size      *quantity.Value `json:"size"`           // null: not stated, drawn from the prior
	Adopted   bool            `json:"adopted"`        // false: said to have no effect, no link of the map that is run
	Uncertain bool            `json:"uncertain"`      // may be absent
	Pair      string          `json:"pair,omitempty"` // links of one pair are there or absent together
	Mechanism string          `json:"mechanism,omitempty"`
	Basis     string          `json:"basis"` // evidence, judgement or none
	Claims    []string        `json:"claims"`
}

// CauseExact is the prediction from signs alone. Entry [i][j] is about node i
// under a push on node j.
type CauseExact struct {
	Det         *big.Int     `json:"det"` // null: no table, for Reason
	Determinate bool         `json:"determinate"`
	Reason      string       `json:"reason,omitempty"`
	Adj         [][]*big.Int `json:"adj"`
	Terms       [][]*big.Int `json:"terms"`
	Weight      [][]*float64 `json:"weight"`
	// Signs is the prediction, +, - or 0; where Determinate is false there is none.
	Signs [][]string `json:"signs"`
}

func exactOf(c *cause.Compiled) CauseExact {
	n := len(c.Nodes())
	if n > mostExact {
		return CauseExact{Reason: fmt.Sprintf("the exact table is made up to %d nodes, and here are %d", mostExact, n)}
	}
	exact, err := c.Exact()
	if err != nil {
		return CauseExact{Reason: "links of unknown sign have no exact prediction"}
	}
	out := CauseExact{Det: exact.Det, Determinate: exact.Determinate, Reason: exact.Reason, Adj: exact.Adj, Terms: exact.Terms}
	for i := range n {
		var weights []*float64
		var signs []string
		for j := range n {
			if exact.Terms != nil {
				weights = append(weights, finiteOr(exact.Weight[i][j]))
			}
			signs = append(signs, map[int]string{1: "+", 0: "0", -1: "-"}[exact.Adj[i][j].Sign()*exact.Det.Sign()])
		}
		if exact.Terms != nil {
			out.Weight = append(out.Weight, weights)
		}
		if exact.Determinate {
			out.Signs = append(out.Signs, signs)
		}
	}
	return out
}

// CauseLoop is a feedback loop, nodes in the direction of effect.
type CauseLoop struct {
	Nodes []string   `json:"nodes"`
	Sign  string     `json:"sign"` // +: reinforcing, -: balancing, ?: not known
	Gain  *CauseGain `json:"gain,omitempty"`
	Words string     `json:"words,omitempty"`
}

// CauseGain is how strong a loop is over all draws, stable or not.
type CauseGain struct {
	Median  *float64 `json:"median"`   // null: nothing limits the loop
	AtLeast float64  `json:"at_least"` // share of draws with a gain of 1 or more
}

// CauseIndices describe the shape of the map: see cause.Indices.
type CauseIndices struct {
	N            int       `json:"n"`
	Links        int       `json:"links"`
	DensityN2    *float64  `json:"density_n2"`
	DensityNN1   *float64  `json:"density_nn1"`
	Transmitters int       `json:"transmitters"`
	Receivers    int       `json:"receivers"`
	Ordinary     int       `json:"ordinary"`
	Isolated     int       `json:"isolated"`
	SelfLoops    int       `json:"self_loops"`
	Complexity   *float64  `json:"complexity"`
	Out          []float64 `json:"outdegree"`
	In           []float64 `json:"indegree"`
	Centrality   []float64 `json:"centrality"`
	Hierarchy    *float64  `json:"hierarchy"`
	// Left lists the links of unknown sign, which have no place in the matrix.
	Left       []string `json:"left_out"`
	Convention string   `json:"convention"`
}

func indicesOf(f *causal.File) CauseIndices {
	w, left := f.Weights()
	x := cause.IndicesOf(w)
	return CauseIndices{
		N: x.N, Links: x.Links, DensityN2: finiteOr(x.DensityN2), DensityNN1: finiteOr(x.DensityNN1), Transmitters: x.Transmitters, Receivers: x.Receivers,
		Ordinary: x.Ordinary, Isolated: x.Lonely, SelfLoops: x.SelfLoops, Complexity: finiteOr(x.Complexity), Out: x.Out, In: x.In, Centrality: x.Centrality,
		Hierarchy: finiteOr(x.Hierarchy), Left: append([]string{}, left...), Convention: cause.WeightsConvention,
	}
}
