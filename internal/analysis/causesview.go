package analysis

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"entente/cause"
	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
	"entente/quantity"
)

// CausesViewFormat names the JSON form of CausesView.
const CausesViewFormat = "entente.causes.view/1"

// CausesView is the causal map of a case with its evidence, and which way
// everything goes under the pushes that are asked about.
type CausesView struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	Seed    uint64  `json:"seed"`
	Draws   int     `json:"draws"` // done, of Planned
	Planned int     `json:"planned"`

	WhatIfs []WhatIfRef `json:"what_ifs"` // in force
	Changes []ChangeRef `json:"changes"`
	Without []string    `json:"without"` // mechanisms that are switched off

	Drivers []CauseDriver  `json:"drivers"`
	Links   []CauseLink    `json:"links"`
	Answer  *CausesAnswer  `json:"answer"`
	Routes  []PushedRoutes `json:"routes"` // to the node asked about, for each push
	Exact   ExactAnswer    `json:"exact"`
	Notes   []string       `json:"notes"`
}

// CauseDriver is one driver of the map.
type CauseDriver struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Unit    string   `json:"unit,omitempty"` // what a change of 1 means
	LeverOf string   `json:"lever_of,omitempty"`
	Held    bool     `json:"held"` // kept at a level by a change in force
	Claims  []string `json:"claims"`
}

// CauseLink is one adopted link with its evidence.
type CauseLink struct {
	Path      string    `json:"path"`
	From      string    `json:"from"`
	To        string    `json:"to"`
	Sign      string    `json:"sign"`
	Uncertain bool      `json:"uncertain"` // may be absent
	Pair      string    `json:"pair,omitempty"`
	CarriedBy string    `json:"carried_by,omitempty"`
	Lag       int       `json:"lag,omitempty"`
	Despite   bool      `json:"despite"`
	Mechanism string    `json:"mechanism,omitempty"`
	Off       bool      `json:"off"`  // cut by a change in force
	Size      ParamView `json:"size"` // as the case has it
	Claims    []string  `json:"claims"`
	Against   []string  `json:"against"`
	// Voices is nil when no claim asserts the link itself.
	Voices *LinkVoices `json:"voices"`
}

// LinkVoices is what stands behind a link, counted by origin: shares of voices,
// not sizes of effects and not probabilities.
type LinkVoices struct {
	Clusters int      `json:"clusters"` // origins that speak of the link
	Pos      int      `json:"pos"`      // that give it a plus throughout
	Neg      int      `json:"neg"`
	Mixed    int      `json:"mixed"`    // that give both
	Presence float64  `json:"presence"` // clusters / origins that use both concepts
	Polarity *float64 `json:"polarity"` // max(pos, neg) / (pos + neg + mixed); null when none gives a sign
	Conflict bool     `json:"conflict"`
}

// PushedRoutes are the ways from a push to a node, the strongest first.
type PushedRoutes struct {
	Push      []PushedDriver `json:"push"`
	Node      string         `json:"node"`
	Up        []RouteAnswer  `json:"up"`
	Down      []RouteAnswer  `json:"down"`
	Truncated bool           `json:"truncated"` // there are more than are told
	Words     string         `json:"words"`
}

// ExactAnswer is what follows from the signs alone, all sizes equal. Rows
// respond, columns are pushed, both in the order of drivers.
type ExactAnswer struct {
	Determinate bool         `json:"determinate"`
	Det         string       `json:"det,omitempty"` // a whole number
	Signs       [][]int      `json:"signs"`         // of the response to a push up; empty when nothing follows
	Weights     [][]*float64 `json:"weights"`       // 1: so for all stable sizes; 0: the products cancel; null: none, or too many to count
	Words       string       `json:"words"`
}

// CausesQuestion is what is asked of the map.
type CausesQuestion struct {
	// Pushes are asked one by one, each of one or several drivers; none: those that
	// the case names.
	Pushes [][]model.Change
	// Node is the driver to which the routes are told; may be empty.
	Node model.DriverID
	// Settings also runs the map in the other ways it might have been run, and
	// counts in how many of them each direction holds.
	Settings bool
}

const (
	// viewRoutes is how many routes are told each way.
	viewRoutes = 25
	// settingDraws is how many accepted draws each setting is given.
	settingDraws = 1000
)

// ErrNoCauses says that a case has no causal map.
var ErrNoCauses = errors.New("the case has no causal map")

// Causes presses the case's causal map under the changes in force.
func Causes(ctx context.Context, f *yaml.File, o Options, ask CausesQuestion) (*CausesView, error) {
	o.Levers, o.Lenses = false, []model.Lens{model.LensCauses}
	r, err := prepare(f, o, func(r *run) error { return r.askCauses(ask) })
	if err != nil {
		return nil, err
	}
	r.bare = true
	if err := r.draw(ctx); err != nil {
		return nil, err
	}
	r.points()
	t := r.active().joined[0].(*causesTable)
	l := t.l
	v := &CausesView{
		Format: CausesViewFormat, Version: version.Version, Case: caseRef(r.f), Seed: o.Seed, Draws: r.done, Planned: o.Draws,
		WhatIfs: []WhatIfRef{}, Changes: []ChangeRef{}, Without: ids(o.Without),
		Drivers: l.m.driverViews(t.s), Links: l.m.linkViews(r.f, t.s), Answer: r.causesAnswer(), Routes: []PushedRoutes{}, Exact: t.exactAnswer(),
	}
	for _, id := range r.p.union(o.WhatIfs) {
		v.WhatIfs = append(v.WhatIfs, r.p.whatIfRef(r.c.WhatIf(id)))
	}
	for _, ch := range o.Changes {
		v.Changes = append(v.Changes, r.p.changeRef(ch))
	}
	if t.s.pushed {
		r.note("pushes in force move levels and leave the responses shown here as they are: responses are linear")
	}
	if node, ok := l.m.drivers[ask.Node]; ok && v.Answer.Silent == "" {
		for _, p := range t.pushes {
			v.Routes = append(v.Routes, t.pushedRoutes(r, p, node))
		}
	}
	if ask.Settings && v.Answer.Silent == "" {
		if err := t.settings(ctx, r, v.Answer); err != nil {
			return nil, err
		}
	}
	r.note("shares are shares of the sizes that the case allows; they are not probabilities of events")
	v.Notes = r.notes
	return v, nil
}

// askCauses makes the lens answer the pushes that are asked about.
func (r *run) askCauses(ask CausesQuestion) error {
	if len(r.joined) == 0 {
		return ErrNoCauses
	}
	l := r.joined[0].(*causesLens)
	if len(ask.Pushes) == 0 {
		return nil
	}
	l.named = nil
	for _, changes := range ask.Pushes {
		q, ok := l.m.pushOf(changes)
		if !ok {
			return errors.New("a push names no driver of the map")
		}
		l.named = append(l.named, q)
	}
	return nil
}

func (m *causeMap) driverViews(s *scenario) []CauseDriver {
	out := make([]CauseDriver, len(m.c.Drivers))
	for i := range m.c.Drivers {
		d := &m.c.Drivers[i]
		out[i] = CauseDriver{ID: string(d.ID), Name: m.name(i), Unit: d.Unit, LeverOf: string(d.LeverOf), Held: s.holds[d.ID], Claims: claimIDs(d.Support, false)}
	}
	return out
}

func (m *causeMap) linkViews(f *yaml.File, s *scenario) []CauseLink {
	voices := voicesOf(m.p.c)
	out := []CauseLink{}
	for i := range m.c.Links {
		l := &m.c.Links[i]
		path := model.LinkPath(l.From, l.To)
		support := merged(l.Support, l.Size.Own)
		v := CauseLink{
			Path: string(path), From: string(l.From), To: string(l.To), Sign: string(l.Sign), Uncertain: l.Uncertain, Pair: l.Pair,
			CarriedBy: l.CarriedBy, Lag: l.Lag, Despite: l.Despite, Mechanism: string(l.Mechanism), Off: s.cuts[path],
			Size: paramView(f, m.p.vars[m.p.at(path)].param), Claims: claimIDs(support, false), Against: claimIDs(support, true), Voices: voices[path],
		}
		out = append(out, v)
	}
	return out
}

// pushedRoutes are the ways from a push to a node. Drivers that it holds at a
// level are none of its ways in.
func (t *causesTable) pushedRoutes(r *run, p *pushColumns, node int) PushedRoutes {
	out := PushedRoutes{Push: p.q.shown, Node: string(t.l.m.c.Drivers[node].ID), Up: []RouteAnswer{}, Down: []RouteAnswer{}}
	if len(p.q.pin)+len(p.q.cuts) > 0 {
		out.Words = "Routes are told for pushes alone: put what is held or cut in force, and push the rest."
		return out
	}
	all, truncated := t.routesTo(r, p.q.push, node)
	out.Truncated = truncated
	for i := range all {
		if all[i].Up {
			out.Up = append(out.Up, all[i])
		} else {
			out.Down = append(out.Down, all[i])
		}
	}
	up, down := len(out.Up), len(out.Down)
	out.Up, out.Down = out.Up[:min(up, viewRoutes)], out.Down[:min(down, viewRoutes)]
	out.Truncated = out.Truncated || up > viewRoutes || down > viewRoutes
	switch {
	case up+down == 0:
		out.Words = "No route leads there."
	case up == 0 || down == 0:
		out.Words = fmt.Sprintf("All routes (%d) pull one way.", up+down)
	default:
		out.Words = fmt.Sprintf("Routes pull both ways: %d up, %d down.", up, down)
	}
	return out
}

func (t *causesTable) exactAnswer() ExactAnswer {
	out := ExactAnswer{Signs: [][]int{}, Weights: [][]*float64{}}
	x := t.exactly()
	if x == nil {
		_, err := t.remaining().Exact()
		out.Words = "Nothing follows from the signs alone."
		var wrong *cause.Error
		if errors.As(err, &wrong) {
			out.Words = sentence("nothing follows from the signs alone: " + wrong.At + " " + wrong.Cause)
		}
		return out
	}
	out.Det, out.Determinate = x.Det.String(), x.Determinate
	for i, row := range x.Weight {
		out.Weights = append(out.Weights, make([]*float64, len(row)))
		for j, w := range row {
			if w == w {
				out.Weights[i][j] = &x.Weight[i][j]
			}
		}
	}
	if !x.Determinate {
		out.Words = "At equal sizes the loops cancel out, so that nothing follows from the signs alone; the weights still tell how far the routes agree."
		return out
	}
	for i := range x.Adj {
		row := make([]int, len(x.Adj[i]))
		for j := range row {
			row[j] = x.Adj[i][j].Sign() * x.Det.Sign()
		}
		out.Signs = append(out.Signs, row)
	}
	out.Words = "The direction at equal sizes. A weight of 1 holds for all sizes that leave the map stable."
	if x.Det.Sign() < 0 {
		out.Words += " At equal sizes the map itself runs away, so read the weights and not the signs."
	}
	if x.Reason != "" {
		out.Words += " " + sentence(x.Reason)
	}
	return out
}

// settings counts, for every node of every push, in how many ways of running the
// map its direction holds.
func (t *causesTable) settings(ctx context.Context, r *run, a *CausesAnswer) error {
	whole, err := t.l.m.compile(func(v int) quantity.Value { return t.s.values[v] }, nil)
	if err != nil {
		return err
	}
	for i, p := range t.pushes {
		q := cause.Question{Draws: settingDraws, Seed: r.o.Seed, Workers: r.o.Workers}
		q.Push, q.Cuts, q.Pins = make([]float64, len(t.l.m.drivers)), p.iv.Cuts, slices.Clone(p.iv.Pins)
		for _, f := range p.q.push {
			q.Push[f.driver] += f.mid
		}
		for k, f := range p.q.pin {
			q.Pins[p.own+k].Level = f.mid
		}
		for _, o := range t.l.m.observed {
			q.Observe = append(q.Observe, cause.Observation{Push: o.push, Node: o.node, Sign: o.sign})
		}
		universes, err := cause.Multiverse(ctx, whole.signed, q, nil)
		if err != nil {
			return err
		}
		nodes := a.Pushes[i].Nodes
		for n := range nodes {
			h := cause.HeadlineOf(universes, t.l.m.drivers[model.DriverID(nodes[n].Node)], nodes[n].Direction)
			s := &SettingsAnswer{Holds: h.Holds, Of: h.Of, Fails: []string{}}
			for _, fails := range h.Fails {
				s.Fails = append(s.Fails, fails.String())
			}
			nodes[n].Settings = s
		}
	}
	return nil
}
