package eval

import (
	"context"
	"errors"
	"fmt"

	"entente/hypothesis"
	"entente/quantity"
)

type netIn struct {
	Nodes []struct {
		ID      string   `json:"id" required:"true"`
		States  []string `json:"states" required:"true"`
		Parents []string `json:"parents"`
		CPT     []struct {
			Given []string  `json:"given"`
			P     []rangeIn `json:"p" required:"true"`
		} `json:"cpt"`
	} `json:"nodes" required:"true"`
}

func (in netIn) compile() (*hypothesis.CompiledNet, error) {
	var n hypothesis.Net
	var errs []error
	for _, x := range in.Nodes {
		node := hypothesis.Node{ID: x.ID, States: x.States, Parents: x.Parents}
		for i, row := range x.CPT {
			var p []quantity.Value
			for j := range row.P {
				row.P[j].misread(&errs, hypothesis.CodeProbability, fmt.Sprintf("node %q, row %d", x.ID, i+1))
				p = append(p, row.P[j].value)
			}
			node.Table = append(node.Table, hypothesis.TableRow{Given: row.Given, P: p})
		}
		n.Nodes = append(n.Nodes, node)
	}
	if len(errs) > 0 { // sums of rows would mislead
		return nil, hypothesisError(errors.Join(errs...))
	}
	c, err := hypothesis.CompileNet(n)
	return c, hypothesisError(err)
}

func bnQuery(ctx context.Context, in struct {
	Net      netIn             `json:"net" required:"true"`
	Query    string            `json:"query" required:"true"`
	Evidence map[string]string `json:"evidence"`
	Interval bool              `json:"interval"`
	N        *int              `json:"n"`
	Seed     uint64            `json:"seed"`
}) (any, error) {
	c, err := in.Net.compile()
	if err != nil {
		return nil, err
	}
	b, err := c.Query(in.Query, in.Evidence)
	if err != nil {
		return nil, hypothesisError(err)
	}
	out := struct {
		Posterior map[string]number       `json:"posterior"`
		PEvidence number                  `json:"p_evidence"`
		Interval  map[string]quantilesOut `json:"interval,omitempty"`
		Lead      map[string]number       `json:"lead,omitempty"`
		Draws     int                     `json:"draws,omitempty"`
		Not       int                     `json:"impossible,omitempty"` // draws in which the evidence has probability 0
	}{Posterior: byID(b.States, b.Posterior), PEvidence: number(b.Evidence)}
	if !in.Interval {
		return out, nil
	}
	r, err := c.Sample(ctx, in.Query, in.Evidence, readings(in.N), in.Seed)
	if err != nil {
		return nil, hypothesisError(err)
	}
	out.Interval, out.Lead = map[string]quantilesOut{}, byID(r.States, r.Lead)
	out.Draws, out.Not = r.Draws, r.Impossible
	for i, state := range r.States {
		out.Interval[state] = quantiles(r.Bands[i])
	}
	return out, nil
}

func bnNoisyOr(in struct {
	Leak *real     `json:"leak"`
	P    []real    `json:"p" required:"true"`
	On   []outcome `json:"on" required:"true"`
}) (any, error) {
	on := make([]bool, len(in.On))
	for i, x := range in.On {
		if x != 0 && x != 1 {
			return nil, hypothesisError(&hypothesis.Error{Code: hypothesis.CodeUnknownState, At: fmt.Sprintf("cause %d", i+1),
				Cause: "it is neither active nor not", Remedy: "write 1 or true for an active cause, else 0 or false"})
		}
		on[i] = x == 1
	}
	leak := 0.0
	if in.Leak != nil {
		leak = float64(*in.Leak)
	}
	p, err := hypothesis.NoisyOr(leak, floats(in.P), on)
	if err != nil {
		return nil, hypothesisError(err)
	}
	return struct {
		P number `json:"p"`
	}{number(p)}, nil
}
