package eval

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"entente/cause"
	"entente/faction"
	"entente/system"
)

type coupleIn struct {
	Steps   *int    `json:"steps" required:"true"`
	H       *figure `json:"h" required:"true"`
	Drivers mapIn   `json:"drivers" required:"true"`
	States  []struct {
		ID         string      `json:"id" required:"true"`
		Rule       system.Rule `json:"rule"`
		Capability *real       `json:"capability" required:"true"`
		StatusQuo  *real       `json:"status_quo"`
		Factions   []factionIn `json:"factions" required:"true"`
	} `json:"states" required:"true"`
	Bindings []struct {
		Driver string `json:"driver" required:"true"`
		Target string `json:"target" required:"true"`
		Size   figure `json:"size" required:"true"`
	} `json:"bindings"`
	Feedback []struct {
		Issue  string `json:"issue"`
		Driver string `json:"driver" required:"true"`
		Size   figure `json:"size" required:"true"`
	} `json:"feedback"`
	Pushes []struct {
		Node string      `json:"node" required:"true"`
		Size figure      `json:"size" required:"true"`
		Kind system.Kind `json:"kind"`
		From *int        `json:"from"`
		To   *int        `json:"to"`
	} `json:"pushes"`
}

// couplings are the links between drivers: all of them, and those that act
// without delay.
type couplings struct{ whole, atOnce *cause.Kernel }

// couplingError gives the error the code of its first cause.
func couplingError(err error) error {
	var s *system.Error
	var f *faction.Error
	var c *cause.Error
	switch {
	case errors.As(err, &s):
		return &requestError{s.Code, err.Error()}
	case errors.As(err, &f):
		return &requestError{f.Code, err.Error()}
	case errors.As(err, &c):
		return &requestError{c.Code, err.Error()}
	}
	return err
}

// kernels reads the drivers, whose self-limitation is -1: all links at work, and
// those that act at once, which are the matrix of a step.
func (in coupleIn) kernels(f *faults) (couplings, bool) {
	in.Drivers.Self = cause.Unit
	prompt := in.Drivers
	prompt.Edges = slices.DeleteFunc(slices.Clone(in.Drivers.Edges), func(e edgeIn) bool { return e.Lag > 0 })
	whole := in.Drivers.oneMatrix(f)
	if whole == nil {
		return couplings{}, false
	}
	return couplings{whole, prompt.oneMatrix(f)}, true
}

// model resolves names.
func (in coupleIn) model() (*system.Model, couplings, error) {
	var f faults
	links, ok := in.kernels(&f)
	if !ok {
		return nil, links, f.err()
	}
	k := links.atOnce
	m := &system.Model{Drivers: k.Map().Nodes(), Effects: k.Matrix(), Pace: f.number("h", *in.H), Steps: *in.Steps}
	for _, e := range in.Drivers.Edges {
		sign, _, exists := e.Sign.Adopt()
		if e.Lag < 1 || !exists {
			continue
		}
		from, _ := k.Map().Node(e.From)
		to, _ := k.Map().Node(e.To)
		effect := e.Value.x
		if sign == cause.Minus {
			effect = -effect
		}
		m.Delayed = append(m.Delayed, system.Delayed{From: from, To: to, Effect: effect, Lag: e.Lag})
	}
	for _, s := range in.States {
		state := system.State{ID: s.ID, Rule: s.Rule, Capability: float64(*s.Capability), StatusQuo: middle}
		switch s.Rule {
		case "":
			state.Rule = system.Mean
		case "veto_point": // as the aggregate is called in factions.aggregate
			state.Rule = system.Veto
		}
		if s.StatusQuo != nil {
			state.StatusQuo = float64(*s.StatusQuo)
		}
		for _, g := range s.Factions {
			state.Factions = append(state.Factions, g.read())
		}
		m.States = append(m.States, state)
	}
	driver := func(name, what string) int {
		i, ok := k.Map().Node(name)
		if !ok {
			f = append(f, &system.Error{Code: system.CodeDriver, At: what, Cause: fmt.Sprintf("%q is no driver%s", clip(name), didYouMean(name, m.Drivers)), Remedy: "name one that is"})
		}
		return i
	}
	for _, b := range in.Bindings {
		target, err := m.Find(b.Target)
		if err != nil {
			f = append(f, err)
		}
		m.Bindings = append(m.Bindings, system.Binding{Driver: driver(b.Driver, "a binding"), Target: target, Size: f.number("a binding", b.Size)})
	}
	for _, b := range in.Feedback {
		m.Feedback = append(m.Feedback, system.Feedback{Driver: driver(b.Driver, "a feedback"), Size: f.number("a feedback", b.Size)})
	}
	for _, p := range in.Pushes {
		force := system.Force{Driver: driver(p.Node, "a push"), Kind: p.Kind, Size: f.number("a push", p.Size), From: 1}
		if p.Kind == "" {
			force.Kind = system.Push
		}
		if p.From != nil {
			force.From = *p.From
		}
		if p.To != nil {
			if force.To = *p.To; *p.To < 1 {
				f = append(f, &system.Error{Code: system.CodeSteps, At: "a push", Cause: fmt.Sprintf("it ends before step %d", *p.To), Remedy: "end at step 1 or later, or leave the end open"})
			}
		}
		m.Forces = append(m.Forces, force)
	}
	if len(f) > 0 {
		return nil, links, couplingError(errors.Join(f...))
	}
	return m, links, nil
}

func factionsCouple(in coupleIn) (any, error) {
	m, links, err := in.model()
	if err != nil {
		return nil, err
	}
	if !links.atOnce.StableWithout(nil) {
		return nil, &requestError{system.CodeUnstable, "the drivers run away by themselves: a reinforcing loop outweighs self-limitation; weaken its links"}
	}
	path, err := m.Run(links.atOnce.StableWithout)
	if err != nil {
		return nil, couplingError(err)
	}
	type stateOut struct {
		Position number            `json:"position"`
		Salience number            `json:"salience"`
		Shares   map[string]number `json:"shares"`
	}
	type stepOut struct {
		T       int                 `json:"t"`
		Drivers map[string]number   `json:"drivers"`
		States  map[string]stateOut `json:"states"`
		Outcome number              `json:"outcome"`
		Cuts    int                 `json:"cuts"`
	}
	out := struct {
		Steps    []stepOut `json:"steps"`
		Diverged *int      `json:"diverged"` // the step from which levels mean nothing
		Freed    []string  `json:"freed"`    // the loops that run away then, the strongest first
	}{Freed: []string{}}
	if path.Diverged >= 0 {
		out.Diverged = &path.Diverged
		out.Freed = freed(links.whole, path.Pinned)
	}
	for _, s := range path.Steps {
		step := stepOut{T: s.T, Drivers: map[string]number{}, States: map[string]stateOut{}, Outcome: number(s.Outcome), Cuts: s.Cuts}
		for i, name := range m.Drivers {
			step.Drivers[name] = number(s.Drivers[i])
		}
		for i, at := range s.States {
			shares := map[string]number{}
			for j, g := range m.States[i].Factions {
				shares[g.ID] = number(at.Shares[j])
			}
			step.States[m.States[i].ID] = stateOut{number(at.Position), number(at.Salience), shares}
		}
		out.Steps = append(out.Steps, step)
	}
	return out, nil
}

// freed names the reinforcing loops that no pin holds, by their gain.
func freed(k *cause.Kernel, pinned []int) []string {
	type strong struct {
		words string
		gain  float64
	}
	var found []strong
	for _, l := range k.Map().Loops(cause.LoopLimits{}).Loops {
		gain := 1.0
		for _, e := range l.Edges {
			gain *= k.Value(e)
		}
		if gain > 0 && !slices.ContainsFunc(l.Nodes, func(i int) bool { return slices.Contains(pinned, i) }) {
			found = append(found, strong{k.Map().LoopWords(l), gain})
		}
	}
	slices.SortStableFunc(found, func(a, b strong) int { return cmp.Compare(b.gain, a.gain) })
	out := []string{}
	for _, l := range found[:min(3, len(found))] {
		out = append(out, l.words)
	}
	return out
}
