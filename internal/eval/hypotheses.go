package eval

import (
	"context"
	"errors"
	"fmt"

	"entente/hypothesis"
	"entente/quantity"
)

type hypothesesIn struct {
	Hypotheses []struct {
		ID    string   `json:"id" required:"true"`
		Prior *rangeIn `json:"prior"`
	} `json:"hypotheses" required:"true"`
	Items []struct {
		ID          string             `json:"id" required:"true"`
		Likelihood  map[string]rangeIn `json:"likelihood"`
		Reliability *rangeIn           `json:"reliability"`
		Floor       *rangeIn           `json:"floor"`
		Cluster     string             `json:"cluster"`
		Logical     bool               `json:"logical"`
	} `json:"items"`
	Rho *float64 `json:"rho"`
}

// hypothesisError gives the error the code of its first cause; the message says
// all of them.
func hypothesisError(err error) error {
	var e *hypothesis.Error
	if errors.As(err, &e) {
		return &requestError{e.Code, err.Error()}
	}
	return err
}

// misread tells what the request wrote in the place of a number, and puts a
// harmless one there; without a fault it does nothing.
func (r *rangeIn) misread(errs *[]error, code, at string) {
	if r == nil || r.fault == "" {
		return
	}
	if r.word {
		code = codeUnknownWord
	}
	*errs = append(*errs, &hypothesis.Error{Code: code, At: at, Cause: r.fault, Remedy: "write a number, [low, high], [low, mode, high] or a word of the tables"})
	r.value = quantity.PointOf(0.5)
}

// codeUnknownWord is that of a word of likelihood which no table holds.
const codeUnknownWord = "words/unknown"

func (in hypothesesIn) compile() (*hypothesis.Compiled, error) {
	set := hypothesis.Set{Rho: in.Rho}
	var errs []error
	for _, h := range in.Hypotheses {
		h.Prior.misread(&errs, hypothesis.CodePrior, fmt.Sprintf("hypothesis %q", h.ID))
		set.Hypotheses = append(set.Hypotheses, hypothesis.Hypothesis{ID: h.ID, Prior: h.Prior.given()})
	}
	for _, i := range in.Items {
		at := fmt.Sprintf("item %q", i.ID)
		i.Reliability.misread(&errs, hypothesis.CodeReliability, at)
		i.Floor.misread(&errs, hypothesis.CodeFloor, at)
		item := hypothesis.Item{ID: i.ID, Reliability: i.Reliability.given(), Floor: i.Floor.given(),
			Cluster: i.Cluster, Logical: i.Logical, Likelihood: map[string]quantity.Value{}}
		for _, id := range sortedKeys(i.Likelihood) {
			l := i.Likelihood[id]
			l.misread(&errs, hypothesis.CodeLikelihood, fmt.Sprintf("%s, hypothesis %q", at, id))
			if !l.blank {
				item.Likelihood[id] = l.value
			}
		}
		set.Items = append(set.Items, item)
	}
	if len(errs) > 0 {
		return nil, hypothesisError(errors.Join(append(errs, set.Check())...))
	}
	c, err := hypothesis.Compile(set)
	return c, hypothesisError(err)
}

// byID names the numbers of rows.
func byID(ids []string, xs []float64) map[string]number {
	out := make(map[string]number, len(ids))
	for i, id := range ids {
		out[id] = number(xs[i])
	}
	return out
}

type quantilesOut struct {
	P05 number `json:"p05"`
	P25 number `json:"p25"`
	P50 number `json:"p50"`
	P75 number `json:"p75"`
	P95 number `json:"p95"`
}

type pairOut struct {
	A         string `json:"a"`
	B         string `json:"b"`
	Above     number `json:"above"`
	Below     number `json:"below"`
	ToldApart bool   `json:"told_apart"`
	Separates string `json:"separates,omitempty"`
	Drop      number `json:"drop"`
	Words     string `json:"words"`
}

type readingsOut struct {
	Interval   map[string]quantilesOut `json:"interval"`
	Lead       map[string]number       `json:"lead"`
	Draws      int                     `json:"draws"`
	Impossible int                     `json:"impossible"`
	Settled    bool                    `json:"settled"`
	Pairs      []pairOut               `json:"pairs"`
	Verdict    string                  `json:"verdict"`
}

type weightOut struct {
	Exponent number            `json:"exponent"`
	Floor    number            `json:"floor"`
	Bits     map[string]number `json:"bits"`
}

func hypothesesUpdate(ctx context.Context, in struct {
	hypothesesIn
	Interval bool   `json:"interval"`
	N        *int   `json:"n"`
	Seed     uint64 `json:"seed"`
}) (any, error) {
	c, err := in.compile()
	if err != nil {
		return nil, err
	}
	u := c.Update()
	out := struct {
		Posterior map[string]number    `json:"posterior"`
		Prior     map[string]number    `json:"prior"`
		Leader    string               `json:"leader"`
		Tied      bool                 `json:"tied"`
		Items     map[string]weightOut `json:"items"`
		Words     string               `json:"words"`
		*readingsOut
	}{byID(u.Hypotheses, u.Posterior), byID(u.Hypotheses, u.Prior), u.Hypotheses[u.Leader], u.Tied, map[string]weightOut{}, u.Words, nil}
	for _, w := range u.Items {
		out.Items[w.Item] = weightOut{number(w.Exponent), number(w.Floor), byID(u.Hypotheses, w.Bits)}
	}
	if !in.Interval {
		return out, nil
	}
	r, err := c.Sample(ctx, readings(in.N), in.Seed)
	if err != nil {
		return nil, hypothesisError(err)
	}
	out.readingsOut = &readingsOut{Interval: map[string]quantilesOut{}, Lead: byID(r.Hypotheses, r.Lead),
		Draws: r.Draws, Impossible: r.Impossible, Settled: r.Settled, Pairs: []pairOut{}, Verdict: r.Words}
	for i, id := range r.Hypotheses {
		out.Interval[id] = quantiles(r.Bands[i])
	}
	for _, p := range r.Pairs {
		out.Pairs = append(out.Pairs, pairOut{p.A, p.B, number(p.Above), number(p.Below), p.ToldApart, p.Separates, number(p.Drop), p.Words})
	}
	return out, nil
}

// readings is the number of draws asked for.
func readings(n *int) int {
	if n == nil {
		return hypothesis.DefaultDraws
	}
	return *n
}

func quantiles(b hypothesis.Band) quantilesOut {
	return quantilesOut{number(b.P05), number(b.P25), number(b.P50), number(b.P75), number(b.P95)}
}

func hypothesesHull(in hypothesesIn) (any, error) {
	c, err := in.compile()
	if err != nil {
		return nil, err
	}
	h := c.Hull()
	out := struct {
		Hull  map[string][2]number `json:"hull"`
		Exact bool                 `json:"exact"` // false: safe bounds, perhaps wide
	}{map[string][2]number{}, h.Exact}
	for i, id := range h.Hypotheses {
		out.Hull[id] = [2]number{number(h.Low[i]), number(h.High[i])}
	}
	return out, nil
}

func hypothesesDiagnosticity(in hypothesesIn) (any, error) {
	c, err := in.compile()
	if err != nil {
		return nil, err
	}
	type itemOut struct {
		MaxLR        number `json:"max_lr"`
		ShiftBits    number `json:"shift_bits"`
		ExpectedBits number `json:"expected_bits"`
		Nothing      bool   `json:"separates_nothing"`
		Words        string `json:"words"`
	}
	out := map[string]itemOut{}
	for _, d := range c.Diagnose() {
		out[d.Item] = itemOut{number(d.MaxLR), number(d.ShiftBits), number(d.ExpectedBits), d.Nothing, d.Words}
	}
	return out, nil
}

func hypothesesLeaveOneOut(in hypothesesIn) (any, error) {
	c, err := in.compile()
	if err != nil {
		return nil, err
	}
	l := c.LeaveOneOut()
	type leftOut struct {
		Posterior     map[string]number `json:"posterior"`
		Leader        string            `json:"leader"`
		ChangesLeader bool              `json:"changes_leader"`
		Items         []string          `json:"items"`
		Words         string            `json:"words"`
	}
	out := struct {
		Base     map[string]number  `json:"base"`
		Leader   string             `json:"leader"`
		RunnerUp string             `json:"runner_up"`
		Level    number             `json:"level"` // the likelihood ratio by which the runner-up would draw level
		Without  map[string]leftOut `json:"without"`
		Words    string             `json:"words"`
	}{byID(l.Hypotheses, l.Base), l.Leader, l.RunnerUp, number(l.Level), map[string]leftOut{}, l.Words}
	for _, w := range l.Without {
		out.Without[w.Unit] = leftOut{byID(l.Hypotheses, w.Posterior), w.Leader, w.ChangesLeader, w.Items, w.Words}
	}
	return out, nil
}
