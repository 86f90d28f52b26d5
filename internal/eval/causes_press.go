package eval

import (
	"context"
	"fmt"

	"entente/cause"
)

type observationIn struct {
	Press map[string]figure `json:"press"`
	Node  string            `json:"node" required:"true"`
	Sign  string            `json:"sign" required:"true"`
}

type nodeOut struct {
	cause.Shares
	Direction cause.Direction `json:"direction"`
	Firm      bool            `json:"firm"`
	Settled   bool            `json:"settled"`
	Interval  [2]number       `json:"interval"`
}

type learnedOut struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Stable number `json:"stable"`
	Kept   number `json:"kept"`
	Change number `json:"change"`
}

// shownLearned is how many links are listed as what the observations teach.
const shownLearned = 5

func causesPress(ctx context.Context, in struct {
	Map     mapIn             `json:"map" required:"true"`
	Press   map[string]figure `json:"press"`
	Observe []observationIn   `json:"observe"`
	Prior   cause.Prior       `json:"prior"`
	N       *int              `json:"n"`
	Seed    uint64            `json:"seed"`
}) (any, error) {
	var f faults
	q := cause.Question{Draws: draws(in.N, &f), Seed: in.Seed}
	c := in.Map.compile(in.Prior, false, &f)
	if c == nil {
		return nil, f.err()
	}
	q.Push = pushes(c, in.Press, &f)
	for i, o := range in.Observe {
		sign, ok := map[string]int{"+": 1, "-": -1, "0": 0}[o.Sign]
		if !ok {
			f.report(cause.CodeSign, fmt.Sprintf("observation %d", i+1), fmt.Sprintf("%q is no direction", clip(o.Sign)), "write +, - or 0")
		}
		q.Observe = append(q.Observe, cause.Observation{Push: pushes(c, o.Press, &f), Node: nodeOf(c, o.Node, "what was observed", &f), Sign: sign})
	}
	if len(f) > 0 {
		return nil, f.err()
	}
	pressed, err := c.Press(ctx, q)
	if err != nil {
		return nil, causeError(err)
	}
	out := struct {
		PStable  number             `json:"p_stable"`
		PAccept  number             `json:"p_accept"`
		Fit      number             `json:"fit"`
		Tried    int                `json:"tried"`
		Accepted int                `json:"accepted"`
		Few      bool               `json:"few_draws"`
		Self     cause.Self         `json:"self"`
		Prior    cause.Prior        `json:"prior"`
		Seed     uint64             `json:"seed"`
		Nodes    map[string]nodeOut `json:"nodes"`
		Learned  []learnedOut       `json:"learned"`
		Warnings []string           `json:"warnings"`
	}{
		number(pressed.PStable), number(pressed.PAccept), number(pressed.Fit), pressed.Tried, pressed.Accepted, pressed.Few,
		pressed.Self, pressed.Prior, pressed.Seed, map[string]nodeOut{}, []learnedOut{}, mapWarnings(in.Map),
	}
	for i, name := range c.Nodes() {
		r := pressed.Nodes[i]
		out.Nodes[name] = nodeOut{r.Shares, r.Direction, r.Firm, r.Settled, [2]number{number(r.Interval[0]), number(r.Interval[1])}}
	}
	for i, l := range pressed.Learned {
		if i < shownLearned {
			out.Learned = append(out.Learned, learnedOut{l.From, l.To, number(l.Stable), number(l.Kept), number(l.Change)})
		}
	}
	for i, o := range pressed.Observations {
		if o.Contradicts {
			out.Warnings = append(out.Warnings, fmt.Sprintf("observation %d: %q moved against its own push", i+1, in.Observe[i].Node))
		}
	}
	if pressed.Few {
		out.Warnings = append(out.Warnings, fmt.Sprintf("few draws: %d were accepted", pressed.Accepted))
	}
	return out, nil
}

func mapWarnings(m mapIn) []string {
	out := []string{}
	for _, e := range m.Edges {
		if e.From == e.To && e.Sign == cause.Plus {
			out = append(out, fmt.Sprintf("causes/self-reinforcing: %q reinforces itself", e.From))
		}
	}
	if len(m.Nodes) > 200 || len(m.Edges) > 2000 {
		out = append(out, "the map is large: draws take long, and loops and routes may be cut short")
	}
	return out
}

func causesSolve(in struct {
	Map   mapIn             `json:"map" required:"true"`
	Press map[string]figure `json:"press"`
}) (any, error) {
	var f faults
	k := in.Map.oneMatrix(&f)
	if k == nil {
		return nil, f.err()
	}
	c := k.Map()
	iv := cause.Intervention{Push: pushes(c, in.Press, &f)}
	pressed := false
	for _, p := range iv.Push {
		pressed = pressed || p != 0
	}
	if !pressed && len(f) == 0 {
		f.report(cause.CodePressEmpty, "", "no node is pushed", "name at least one")
	}
	if len(f) > 0 {
		return nil, f.err()
	}
	x := make([]float64, len(c.Nodes()))
	stable := k.Respond(iv, x)
	response := map[string]number{}
	for i, name := range c.Nodes() {
		response[name] = number(x[i])
	}
	return struct {
		Stable     bool              `json:"stable"`
		MaxReal    number            `json:"max_real"`
		Response   map[string]number `json:"response"`
		Meaningful bool              `json:"meaningful"` // false: nothing settles at this response
	}{stable, number(k.MaxReal()), response, stable}, nil
}

type switchOut struct {
	cause.Shares
	OnlyRoute bool   `json:"only_route"`
	Change    number `json:"change"`
	Flips     int    `json:"flips"`
	Both      int    `json:"both"`
	Idle      bool   `json:"idle"`
}

func causesCut(ctx context.Context, in struct {
	Map        mapIn                  `json:"map" required:"true"`
	Press      map[string]figure      `json:"press"`
	Target     string                 `json:"target" required:"true"`
	Mechanisms map[string][][2]string `json:"mechanisms"`
	Hold       map[string][]string    `json:"hold"`
	Prior      cause.Prior            `json:"prior"`
	N          *int                   `json:"n"`
	Seed       uint64                 `json:"seed"`
}) (any, error) {
	var f faults
	q := cause.Question{Draws: draws(in.N, &f), Seed: in.Seed}
	c := in.Map.compile(in.Prior, false, &f)
	if c == nil {
		return nil, f.err()
	}
	q.Push = pushes(c, in.Press, &f)
	target := nodeOf(c, in.Target, "the target", &f)
	names := map[string]bool{}
	for name := range in.Mechanisms {
		names[name] = true
	}
	for name := range in.Hold {
		names[name] = true
	}
	var mechanisms []cause.Mechanism
	for _, name := range sortedKeys(names) {
		m := cause.Mechanism{Name: name}
		for _, link := range in.Mechanisms[name] {
			e, ok := c.Edge(link[0], link[1])
			if !ok {
				f.report("causes/unknown-link", "mechanism "+name, fmt.Sprintf("%s -> %s is no link of the map", clip(link[0]), clip(link[1])), "name links of the map")
			}
			m.Cut = append(m.Cut, e)
		}
		for _, node := range in.Hold[name] {
			m.Hold = append(m.Hold, nodeOf(c, node, "held in mechanism "+name, &f))
		}
		mechanisms = append(mechanisms, m)
	}
	if len(f) > 0 {
		return nil, f.err()
	}
	run, err := c.CutMechanisms(ctx, q, []int{target}, mechanisms, nil)
	if err != nil {
		return nil, causeError(err)
	}
	out := struct {
		Base   cause.Shares         `json:"base"`
		Off    map[string]switchOut `json:"off"`
		Ranked []string             `json:"ranked"` // those that change something, the largest change first
	}{run.Base[0], map[string]switchOut{}, []string{}}
	for _, s := range run.Mechanisms {
		t := s.Targets[0]
		out.Off[s.Name] = switchOut{t.Off, t.OnlyRoute, number(t.Change), t.Flips, t.Both, s.Idle()}
	}
	for _, i := range run.Rank() {
		out.Ranked = append(out.Ranked, run.Mechanisms[i].Name)
	}
	return out, nil
}
