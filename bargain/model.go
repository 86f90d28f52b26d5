package bargain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"entente/spelling"
)

// Value is one reading that a switch can take.
type Value struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// Switch is a contested point of a model: the ways in which it can be read. A
// switch without values takes a whole number of at least 1.
type Switch struct {
	Name    string  `json:"name"`
	Meaning string  `json:"meaning"`
	Values  []Value `json:"values,omitempty"`
	// Technical marks a switch that says how long or how to run rather than how
	// to read the model; Readings leaves it alone.
	Technical bool `json:"technical,omitempty"`
}

// Setting is the value that a switch has in a run.
type Setting struct {
	Switch string `json:"switch"`
	Value  string `json:"value"`
}

// Settings holds one setting for every switch of a family, in the family's
// order. As JSON it is an object.
type Settings []Setting

// Get returns the value of a switch; empty when there is no such switch.
func (s Settings) Get(name string) string {
	for _, x := range s {
		if x.Switch == name {
			return x.Value
		}
	}
	return ""
}

func (s Settings) number(name string) int {
	n, _ := strconv.Atoi(s.Get(name)) // family.settings let numbers only pass
	return n
}

// MarshalJSON writes an object with the switches in order.
func (s Settings) MarshalJSON() ([]byte, error) {
	var o object
	for _, x := range s {
		o.field(x.Switch, x.Value)
	}
	return o.bytes()
}

// ModelInfo describes a named model: a family of rules with a value for each of
// its switches.
type ModelInfo struct {
	Name     string   `json:"name"`
	Family   string   `json:"family"`
	Meaning  string   `json:"meaning"`
	Defaults Settings `json:"defaults"`
	Switches []Switch `json:"switches"`
	Limits   []string `json:"limits"` // what a user must know before leaning on it, in sentences
}

// Options says how to run a model. The zero Options runs it as named, without a
// trace.
type Options struct {
	Set    []Setting // overrides of single switches
	Rounds int       // the most rounds; 0 leaves it to the switch "rounds"
	Seed   uint64    // of whatever the model draws
	Trace  bool      // keep a Move for each actor and round
	Tables bool      // keep the table of all pairs for each round
	// Ideals is the adjustment matrix of the smp family, actor by actor: row i
	// holds the shares by which the ideal of actor i follows the positions; the
	// rest stays with its old ideal. Nil means the identity. Shares lie in 0..1
	// and a row sums to at most 1.
	Ideals [][]float64
}

// family is a set of rules with switches, and the named models among its
// readings.
type family struct {
	name     string
	switches []Switch
	models   []named
	limits   func(Settings) []string // what to know besides limitSplit; may be nil
	run      func(p *Problem, t *Trajectory, o Options) error
}

// named is a model: the switches in which it differs from the first value of
// each, which is the family's default.
type named struct {
	name, meaning string
	set           []Setting
}

// families lists the dynamic models. The first model of each family is its
// default. It is a function because a family refers to the code that runs it.
func families() []*family { return []*family{euFamily, smpFamily, exchangeFamily} }

// Models describes every dynamic model, by family.
func Models() []ModelInfo {
	var infos []ModelInfo
	for _, f := range families() {
		for _, m := range f.models {
			defaults, _ := f.settings(m, nil) // a test holds that named models know their switches
			infos = append(infos, ModelInfo{Name: m.name, Family: f.name, Meaning: m.meaning, Defaults: defaults, Switches: f.switches, Limits: f.limitsUnder(defaults)})
		}
	}
	return infos
}

// limitSplit holds for every dynamic model, and for no static one.
const limitSplit = "An actor that is split into parts with its weight between them changes the result: each part acts for itself."

// limitRows holds where ties are left to the order of the actors.
const limitRows = "Where choices are equally good the first actor in the list is taken, so that the order of the list can matter; each such tie is reported."

func (f *family) limitsUnder(s Settings) []string {
	limits := []string{limitSplit}
	if f.limits != nil {
		limits = append(limits, f.limits(s)...)
	}
	return limits
}

// Error codes of Run beside those of Problem.Check.
const (
	CodeUnknownModel  = "bargaining/unknown-model"
	CodeUnknownSwitch = "bargaining/unknown-switch"
	CodeBadValue      = "bargaining/bad-switch-value"
)

// NameError is a name that the package does not know: of a model, of a switch,
// or of a value of a switch.
type NameError struct {
	Code    string
	Model   string   // empty when the model is unknown
	Switch  string   // empty when the model or the switch is unknown
	Given   string   // what was asked for
	Nearest string   // the known name that is nearest in spelling; may be empty
	Known   []string // every name that would do; empty where a number is wanted
}

func (e *NameError) Error() string {
	what := map[string]string{CodeUnknownModel: "model", CodeUnknownSwitch: "switch of " + e.Model, CodeBadValue: "value of switch " + e.Switch + " of " + e.Model}[e.Code]
	text := fmt.Sprintf("%q is no %s; ", e.Given, what)
	switch {
	case len(e.Known) == 0:
		text += "give a whole number of at least 1"
	case e.Nearest != "":
		text += fmt.Sprintf("did you mean %q? Known: %s", e.Nearest, strings.Join(e.Known, ", "))
	default:
		text += "known: " + strings.Join(e.Known, ", ")
	}
	return text + " [" + e.Code + "]"
}

// Run runs a dynamic model by name. It returns *NameError for an unknown model,
// switch or value, and joined *InputErrors for a problem that fails its Check
// or that the model cannot take.
func Run(model string, p *Problem, o Options) (*Trajectory, error) {
	f, m, err := find(model)
	if err != nil {
		return nil, err
	}
	settings, err := f.settings(m, o.Set)
	if err = errors.Join(err, p.Check()); err != nil {
		return nil, err
	}
	if o.Rounds > 0 {
		for i := range settings {
			if settings[i].Switch == switchRounds {
				settings[i].Value = strconv.Itoa(o.Rounds)
			}
		}
	}
	t := newTrajectory(m.name, settings, p, o)
	t.Limits = f.limitsUnder(settings)
	if err := f.run(p, t, o); err != nil {
		return nil, err
	}
	return t, nil
}

// switchRounds names the switch for the most rounds, in every family.
const switchRounds = "rounds"

func find(model string) (*family, named, error) {
	var known []string
	for _, f := range families() {
		for _, m := range f.models {
			if m.name == model {
				return f, m, nil
			}
			known = append(known, m.name)
		}
	}
	return nil, named{}, &NameError{Code: CodeUnknownModel, Given: model, Nearest: spelling.Nearest(model, known), Known: known}
}

// settings returns the settings of a model of the family with some overridden;
// the error joins *NameErrors.
func (f *family) settings(m named, set []Setting) (Settings, error) {
	all := make(Settings, len(f.switches))
	names := make([]string, len(f.switches))
	for i, s := range f.switches {
		names[i] = s.Name
		all[i] = Setting{Switch: s.Name, Value: s.first()}
	}
	var errs []error
	for _, list := range [][]Setting{m.set, set} {
		for _, x := range list {
			i := indexOf(names, x.Switch)
			if i < 0 {
				errs = append(errs, &NameError{Code: CodeUnknownSwitch, Model: m.name, Given: x.Switch, Nearest: spelling.Nearest(x.Switch, names), Known: names})
				continue
			}
			if err := f.switches[i].accept(m.name, x.Value); err != nil {
				errs = append(errs, err)
				continue
			}
			all[i].Value = x.Value
		}
	}
	return all, errors.Join(errs...)
}

func (s Switch) first() string {
	if len(s.Values) == 0 {
		return "1"
	}
	return s.Values[0].Name
}

func (s Switch) accept(model, value string) error {
	if len(s.Values) == 0 {
		if n, err := strconv.Atoi(value); err != nil || n < 1 {
			return &NameError{Code: CodeBadValue, Model: model, Switch: s.Name, Given: value}
		}
		return nil
	}
	known := make([]string, len(s.Values))
	for i, v := range s.Values {
		known[i] = v.Name
	}
	if indexOf(known, value) < 0 {
		return &NameError{Code: CodeBadValue, Model: model, Switch: s.Name, Given: value, Nearest: spelling.Nearest(value, known), Known: known}
	}
	return nil
}
