package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"entente/cause"
	"entente/quantity"
)

// figure is a number of a causal request. Text in its place, or null in a list,
// is the map's fault and not the request's form, and is told with the others.
type figure struct {
	x    float64
	text string // what stands there instead of a number
}

func (f *figure) UnmarshalJSON(data []byte) error {
	x, err := strconv.ParseFloat(string(data), 64)
	switch {
	case err == nil || errors.Is(err, strconv.ErrRange):
		f.x = x // infinite where out of range
	case string(data) == `"inf"` || string(data) == `"-inf"`:
		f.x = math.Inf(1)
	default:
		f.text = clip(string(data))
	}
	return nil
}

// faults collects what is wrong with the parts of a causal request.
type faults []error

func (f *faults) report(code, at, cause_, remedy string) {
	*f = append(*f, &cause.Error{Code: code, At: at, Cause: cause_, Remedy: remedy})
}

func (f *faults) number(at string, x figure) float64 {
	if x.text != "" {
		f.report(cause.CodeNumber, at, x.text+" is no number", "write a number")
	} else if math.IsInf(x.x, 0) {
		f.report(cause.CodeRange, at, "the number is not finite", "write one that is")
	}
	return x.x
}

// causeError gives the error the code of its first cause; the message says all
// of them.
func causeError(err error) error {
	var e *cause.Error
	if errors.As(err, &e) {
		return &requestError{e.Code, err.Error()}
	}
	return err
}

func (f faults) err() error { return causeError(errors.Join(f...)) }

type edgeIn struct {
	From      string     `json:"from" required:"true"`
	To        string     `json:"to" required:"true"`
	Sign      cause.Sign `json:"sign"`
	Value     *figure    `json:"value"`
	Low       *figure    `json:"low"`
	Mode      *figure    `json:"mode"`
	High      *figure    `json:"high"`
	Uncertain bool       `json:"uncertain"`
	Pair      string     `json:"pair"`
	Lag       int        `json:"lag"` // whole steps, in coupled runs only
}

type mapIn struct {
	Nodes []string   `json:"nodes" required:"true"`
	Edges []edgeIn   `json:"edges"`
	Self  cause.Self `json:"self"`
}

// build makes the map and a view of it with every sign as given. Links said to
// have no effect are in the view alone. valued asks for a value on each link.
func (in mapIn) build(prior cause.Prior, valued bool, f *faults) (cause.Map, cause.View) {
	m := cause.Map{Nodes: in.Nodes, Self: in.Self, Prior: prior}
	view := cause.View{Nodes: in.Nodes}
	whole := m
	for _, e := range in.Edges {
		at := e.From + " -> " + e.To
		view.Links = append(view.Links, cause.Said{From: e.From, To: e.To, Sign: e.Sign})
		if e.Lag < 0 {
			f.report(cause.CodeRange, at, fmt.Sprintf("it acts %d steps late", e.Lag), "give a whole number of steps, 0 or more")
		}
		edge := cause.Edge{From: e.From, To: e.To, Sign: cause.Plus, Uncertain: e.Uncertain, Pair: e.Pair, Size: e.size(at, f)}
		if valued && edge.Size == nil && e.Value == nil {
			f.report(cause.CodeRange, at, "the link has no value", "give every link a value; one matrix is solved, and nothing is drawn")
		}
		sign, uncertain, exists := e.Sign.Adopt()
		if !e.Sign.Known() {
			f.report(cause.CodeSign, at, fmt.Sprintf("%q is no sign of a link", clip(string(e.Sign))), "write +, -, ?, 0, +0, -0 or +-")
		} else if exists {
			edge.Sign, edge.Uncertain = sign, uncertain || e.Uncertain
			m.Edges = append(m.Edges, edge)
		}
		whole.Edges = append(whole.Edges, edge)
	}
	if err := whole.Check(); err != nil {
		*f = append(*f, err)
	}
	return m, view
}

func (e edgeIn) size(at string, f *faults) *quantity.Value {
	before := len(*f)
	get := func(x *figure) float64 {
		if x == nil {
			return 0
		}
		return f.number(at, *x)
	}
	value, low, mode, high := get(e.Value), get(e.Low), get(e.Mode), get(e.High)
	var v quantity.Value
	switch {
	case len(*f) > before:
		return nil
	case e.Value == nil && e.Low == nil && e.High == nil && e.Mode == nil:
		return nil
	case e.Value != nil && (e.Low != nil || e.High != nil || e.Mode != nil):
		f.report(cause.CodeRange, at, "the link has a value and a range", "give one of them")
		return nil
	case e.Value != nil:
		v = quantity.PointOf(value)
	case e.Low == nil || e.High == nil:
		f.report(cause.CodeRange, at, "only one end of the range is given", "give low and high, or neither")
		return nil
	case low > high || e.Mode != nil && (mode < low || mode > high):
		f.report(cause.CodeRange, at, fmt.Sprintf("the range %v..%v is the wrong way round, or its mode is outside", low, high), "order low, mode and high")
		return nil
	case e.Mode != nil:
		v = quantity.PERTOf(low, mode, high)
	default:
		v = quantity.Between(low, high)
	}
	return &v
}

// compile builds and compiles.
func (in mapIn) compile(prior cause.Prior, valued bool, f *faults) *cause.Compiled {
	m, _ := in.build(prior, valued, f)
	if len(*f) > 0 {
		return nil
	}
	c, err := cause.Compile(m)
	if err != nil {
		*f = append(*f, err)
		return nil
	}
	return c
}

// oneMatrix compiles a map of which one matrix is wanted: self-limitation is -1
// where none is asked for, and cannot be sampled.
func (in mapIn) oneMatrix(f *faults) *cause.Kernel {
	switch in.Self {
	case "":
		in.Self = cause.Unit
	case cause.Sampled:
		f.report(cause.CodeRule, "self", "one matrix has no sampled self-limitation", "write unit or declared")
	}
	for _, e := range in.Edges {
		if e.Sign == cause.Any || e.Sign == cause.Either {
			f.report(cause.CodeSign, e.From+" -> "+e.To, "one matrix has no link of unknown sign", "write + or -")
		}
		if e.Low != nil || e.High != nil || e.Mode != nil {
			f.report(cause.CodeRange, e.From+" -> "+e.To, "one matrix has no ranges", "give the link a value")
		}
	}
	c := in.compile("", true, f)
	if c == nil {
		return nil
	}
	sizes := make([]float64, 0, len(in.Edges))
	for _, e := range in.Edges {
		if e.Sign != cause.None {
			sizes = append(sizes, e.Value.x)
		}
	}
	k := c.NewKernel()
	k.Load(sizes)
	return k
}

// pushes reads sizes by node.
func pushes(c *cause.Compiled, in map[string]figure, f *faults) []float64 {
	sizes := map[string]float64{}
	for _, name := range sortedKeys(in) {
		sizes[name] = f.number("press on "+name, in[name])
	}
	push, err := c.Push(sizes)
	if err != nil {
		*f = append(*f, err)
	}
	return push
}

func nodeOf(c *cause.Compiled, name, what string, f *faults) int {
	i, ok := c.Node(name)
	if !ok {
		f.report(cause.CodeUnknownNode, name, "it is no node, and stands as "+what+didYouMean(name, c.Nodes()), "name a node of the map")
	}
	return i
}

const mostDraws = 1000000

// draws is the number of accepted draws asked for.
func draws(n *int, f *faults) int {
	if n == nil {
		return cause.DefaultDraws
	}
	if *n < 1 || *n > mostDraws {
		f.report(cause.CodeRange, "n", fmt.Sprintf("%d draws are wanted", *n), fmt.Sprintf("ask for 1 to %d", mostDraws))
	}
	return *n
}

var _ json.Unmarshaler = (*figure)(nil)
