package solo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"entente/cause"
)

// Push is a lasting push on a node.
type Push struct {
	Node string  `json:"node"`
	Size float64 `json:"size"`
}

// Press is what is pushed at once; several pushes on one node add up.
type Press []Push

// String is "deal-payoff -0.5, threats +1".
func (p Press) String() string {
	var parts []string
	for _, q := range p {
		parts = append(parts, fmt.Sprintf("%s %+g", q.Node, q.Size))
	}
	return strings.Join(parts, ", ")
}

// SeenPress says that a node was seen to move, +, - or 0, under a press.
type SeenPress struct {
	Press Press  `json:"press"`
	Node  string `json:"node"`
	Moved string `json:"moved"`
}

// CauseSeen is an observation that every answer is conditioned on.
type CauseSeen struct {
	SeenPress
	// Held is the share of stable draws in which it holds; null without a press.
	Held *float64 `json:"held"`
}

// CausePress is the answer to one press.
type CausePress struct {
	*cause.Pressed
	Press   Press           `json:"press"`
	Nodes   []CauseResponse `json:"nodes"`
	Learned []cause.Learned `json:"learned"` // the five links that the observations ask most of
	Why     []CauseWhy      `json:"why"`
	Cut     *CauseCut       `json:"cut,omitempty"` // where mechanisms were to be switched off
	// Observations are those of the result as a whole.
	Observations []CauseSeen `json:"observations"`
}

// CauseResponse is how one node answers.
type CauseResponse struct {
	Node string `json:"node"`
	cause.Response
	Words string `json:"words"`
}

// CauseWhy is the routes through which a press reaches a node.
type CauseWhy struct {
	*cause.Explained
	Up   []CauseRoute `json:"up"`
	Down []CauseRoute `json:"down"`
}

// CauseRoute is one route with the claims behind each of its links.
type CauseRoute struct {
	cause.RouteShare
	Claims [][]string `json:"claims"`
}

// sum makes the push vector; what cancels is warned about.
func (r *Causes) sum(p Press) ([]float64, error) {
	sizes := map[string]float64{}
	twice := map[string]bool{}
	for _, q := range p {
		_, had := sizes[q.Node]
		twice[q.Node] = twice[q.Node] || had
		sizes[q.Node] += q.Size
	}
	for _, node := range slices.Sorted(maps.Keys(twice)) {
		if twice[node] && sizes[node] == 0 {
			r.warn(fmt.Sprintf("The pushes on %s cancel each other.", node))
		}
	}
	return r.compiled.Push(sizes)
}

// questions reads the presses and observations; all that is wrong is in the
// error.
func (r *Causes) questions(seen []SeenPress) ([]cause.Question, error) {
	var errs []error
	c := r.compiled
	node := func(name, what string) int {
		i, err := c.Find(name, what)
		errs = append(errs, err)
		return i
	}
	for i, s := range seen {
		push, err := r.sum(s.Press)
		errs = append(errs, err)
		sign, ok := map[string]int{"+": 1, "-": -1, "0": 0}[s.Moved]
		if !ok {
			errs = append(errs, &cause.Error{Code: cause.CodeSign, At: fmt.Sprintf("observation %d", i+1), Cause: fmt.Sprintf("%q is no direction", s.Moved), Remedy: "write +, - or 0"})
		}
		o := cause.Observation{Push: push, Node: node(s.Node, fmt.Sprintf("observation %d", i+1)), Sign: sign}
		r.observed = append(r.observed, o)
		r.Seen = append(r.Seen, CauseSeen{SeenPress: s})
		if err == nil && ok && push[o.Node]*float64(sign) < 0 {
			r.warn(fmt.Sprintf("Observation %d: %s moved against its own push.", i+1, s.Node))
		}
	}
	for _, name := range r.o.Why {
		node(name, "what is to be explained")
	}
	r.off = r.mechanisms(&errs)
	var out []cause.Question
	for _, p := range r.o.Presses {
		push, err := r.sum(p)
		errs = append(errs, err)
		q := cause.Question{Intervention: cause.Intervention{Push: push}, Observe: r.observed, Draws: r.o.Draws, Seed: r.o.Seed, Workers: r.o.Workers}
		q.Progress = func(accepted, _ int) { r.progress(accepted) }
		if err == nil && !slices.ContainsFunc(push, func(x float64) bool { return x != 0 }) {
			errs = append(errs, &cause.Error{Code: cause.CodePressEmpty, At: p.String(), Cause: "nothing is pushed", Remedy: "give at least one node a size other than 0"})
		}
		out = append(out, q)
	}
	return out, errors.Join(errs...)
}

// press answers one press.
func (r *Causes) press(ctx context.Context, p Press, q cause.Question) error {
	pressed, err := r.compiled.Press(ctx, q)
	if pressed == nil {
		return err
	}
	r.done += r.o.Draws
	out := CausePress{Pressed: pressed, Press: p, Learned: pressed.Learned[:min(shownLearned, len(pressed.Learned))], Why: []CauseWhy{}, Observations: []CauseSeen{}}
	for i, name := range r.Nodes {
		out.Nodes = append(out.Nodes, CauseResponse{Node: name, Response: pressed.Nodes[i], Words: pressed.Nodes[i].Words(name)})
	}
	for i, s := range pressed.Observations {
		r.Seen[i].Held = &s.Held
		out.Observations = append(out.Observations, CauseSeen{r.Seen[i].SeenPress, &s.Held})
	}
	if pressed.Few {
		r.warn(fmt.Sprintf("Few draws: under %s %d were accepted of %d tried.", p, pressed.Accepted, pressed.Tried))
	}
	if err == nil {
		err = r.explain(ctx, &out, q)
	}
	if err == nil {
		err = r.cut(ctx, &out, q)
	}
	r.Presses = append(r.Presses, out)
	if err == nil {
		r.whole++
	}
	return err
}

// explain adds the routes to the nodes asked for, or to those that the
// structure does not decide.
func (r *Causes) explain(ctx context.Context, out *CausePress, q cause.Question) error {
	var targets []int
	for _, name := range r.o.Why {
		i, _ := r.compiled.Node(name)
		targets = append(targets, i)
	}
	if len(r.o.Why) == 0 {
		for i := range out.Nodes {
			if out.Nodes[i].Direction == cause.Ambiguous && len(targets) < explainNodes {
				targets = append(targets, i)
			}
		}
		q.Draws = min(q.Draws, explainDraws)
	}
	q.Progress = nil
	for _, t := range targets {
		explained, err := r.compiled.Explain(ctx, q, t, cause.RouteLimits{})
		if err != nil {
			return err
		}
		out.Why = append(out.Why, CauseWhy{Explained: explained, Up: r.routes(explained.Up), Down: r.routes(explained.Down)})
	}
	return nil
}

func (r *Causes) routes(shares []cause.RouteShare) []CauseRoute {
	out := []CauseRoute{}
	for _, s := range shares {
		route := CauseRoute{RouteShare: s, Claims: [][]string{}}
		for i := 1; i < len(s.Path); i++ {
			route.Claims = append(route.Claims, append([]string{}, r.links[s.Path[i-1]+" -> "+s.Path[i]].Claims...))
		}
		out = append(out, route)
	}
	return out
}
