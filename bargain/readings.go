package bargain

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"entente/spelling"
)

// A reading of a family is one value for each of its switches that are not
// technical. The literature and the public programs disagree on them, so that a
// conclusion of a dynamic model is worth as much as the share of readings under
// which it holds.

// Readings yields every reading of a family, or, when switches are named, every
// combination of these with the rest as the family's first model has it. The
// last switch changes fastest. Each reading is complete: it can be passed as
// Options.Set to any model of the family. The error is a *NameError.
//
// The eu family has 144 readings. The smp family has 72,900, which is why its
// switches can be named.
func Readings(family string, switches ...string) (iter.Seq[Settings], error) {
	f, vary, err := readingsOf(family, switches)
	if err != nil {
		return nil, err
	}
	base, err := f.settings(f.models[0], nil)
	if err != nil {
		return nil, err
	}
	return func(yield func(Settings) bool) {
		at := make([]int, len(f.switches))
		for {
			reading := make(Settings, 0, len(base))
			for i, s := range f.switches {
				switch {
				case vary[i]:
					reading = append(reading, Setting{s.Name, s.Values[at[i]].Name})
				case !s.Technical:
					reading = append(reading, base[i])
				}
			}
			if !yield(reading) {
				return
			}
			i := len(at) - 1
			for ; i >= 0; i-- {
				if vary[i] {
					if at[i]++; at[i] < len(f.switches[i].Values) {
						break
					}
					at[i] = 0
				}
			}
			if i < 0 {
				return
			}
		}
	}, nil
}

// CountReadings is the number of readings that Readings yields.
func CountReadings(family string, switches ...string) (int, error) {
	f, vary, err := readingsOf(family, switches)
	if err != nil {
		return 0, err
	}
	n := 1
	for i, s := range f.switches {
		if vary[i] {
			n *= len(s.Values)
		}
	}
	return n, nil
}

func readingsOf(name string, switches []string) (f *family, vary []bool, err error) {
	var known []string
	for _, g := range families() {
		known = append(known, g.name)
		if g.name == name {
			f = g
		}
	}
	if f == nil {
		return nil, nil, &NameError{Code: CodeUnknownModel, Given: name, Nearest: spelling.Nearest(name, known), Known: known}
	}
	vary = make([]bool, len(f.switches))
	var may []string
	for i, s := range f.switches {
		if !s.Technical {
			may = append(may, s.Name)
			vary[i] = len(switches) == 0 || slices.Contains(switches, s.Name)
		}
	}
	for _, s := range switches {
		if !slices.Contains(may, s) {
			return nil, nil, &NameError{Code: CodeUnknownSwitch, Model: name, Given: s, Nearest: spelling.Nearest(s, may), Known: may}
		}
	}
	return f, vary, nil
}

// Verdict is whether a conclusion holds under a reading.
type Verdict struct {
	Reading Settings `json:"reading"`
	Holds   bool     `json:"holds"`
}

// Attribution says under which share of readings a conclusion holds and which
// switch decides.
type Attribution struct {
	Readings int     `json:"readings"`
	Holds    int     `json:"holds"`
	Share    float64 `json:"share"`
	// Switches holds what each switch does, the most decisive first.
	Switches []SwitchEffect `json:"switches"`
	Words    string         `json:"words"`
}

// SwitchEffect is what one switch does to a conclusion.
type SwitchEffect struct {
	Switch string       `json:"switch"`
	Values []ValueShare `json:"values"`
	// Flips is the share of pairs of readings, equal but for this switch, that
	// disagree about the conclusion; Pairs is their number.
	Flips float64 `json:"flips"`
	Pairs int     `json:"pairs"`
	// Range is the largest share by value minus the smallest.
	Range float64 `json:"range"`
}

// ValueShare is how often a conclusion holds under one value of a switch.
type ValueShare struct {
	Value    string  `json:"value"`
	Readings int     `json:"readings"`
	Holds    int     `json:"holds"`
	Share    float64 `json:"share"`
}

// Attribute finds which switches break a conclusion, from verdicts on readings
// of one family; it does not need all of them. Switches with one value among the
// readings are left out.
func Attribute(verdicts []Verdict) Attribution {
	a := Attribution{Readings: len(verdicts)}
	if len(verdicts) == 0 {
		a.Words = "No reading was run."
		return a
	}
	for _, v := range verdicts {
		if v.Holds {
			a.Holds++
		}
	}
	a.Share = float64(a.Holds) / float64(a.Readings)
	for i, s := range verdicts[0].Reading {
		if e := effectOf(verdicts, i, s.Switch); len(e.Values) > 1 {
			a.Switches = append(a.Switches, e)
		}
	}
	slices.SortStableFunc(a.Switches, func(x, y SwitchEffect) int {
		return cmp.Or(cmp.Compare(y.Flips, x.Flips), cmp.Compare(y.Range, x.Range))
	})
	a.Words = a.say()
	return a
}

// effectOf is what switch i does.
func effectOf(verdicts []Verdict, i int, name string) SwitchEffect {
	e := SwitchEffect{Switch: name}
	// rest holds, for each way to set the other switches, how many readings
	// hold and how many do not.
	rest := make(map[string][2]int)
	for _, v := range verdicts {
		value := v.Reading[i].Value
		at := slices.IndexFunc(e.Values, func(s ValueShare) bool { return s.Value == value })
		if at < 0 {
			at = len(e.Values)
			e.Values = append(e.Values, ValueShare{Value: value})
		}
		e.Values[at].Readings++
		key := ""
		for j, s := range v.Reading {
			if j != i {
				key += s.Value + "\x00"
			}
		}
		n := rest[key]
		if v.Holds {
			e.Values[at].Holds++
			n[0]++
		} else {
			n[1]++
		}
		rest[key] = n
	}
	disagree := 0
	for _, n := range rest { // sums of whole numbers: their order does not matter
		all := n[0] + n[1]
		e.Pairs += all * (all - 1) / 2
		disagree += n[0] * n[1]
	}
	if e.Pairs > 0 {
		e.Flips = float64(disagree) / float64(e.Pairs)
	}
	least, most := 1.0, 0.0
	for j := range e.Values {
		v := &e.Values[j]
		v.Share = float64(v.Holds) / float64(v.Readings)
		least, most = min(least, v.Share), max(most, v.Share)
	}
	e.Range = most - least
	return e
}

// say renders the attribution as one sentence or two.
func (a Attribution) say() string {
	switch {
	case a.Holds == a.Readings:
		return fmt.Sprintf("It holds under all %d readings.", a.Readings)
	case a.Holds == 0:
		return fmt.Sprintf("It holds under none of %d readings.", a.Readings)
	}
	text := fmt.Sprintf("It holds under %d of %d readings.", a.Holds, a.Readings)
	if len(a.Switches) == 0 || a.Switches[0].Flips == 0 && a.Switches[0].Range == 0 {
		return text
	}
	s := a.Switches[0]
	if s.Flips == 0 {
		return text
	}
	best, worst := s.Values[0], s.Values[0]
	for _, v := range s.Values {
		if v.Share > best.Share {
			best = v
		}
		if v.Share < worst.Share {
			worst = v
		}
	}
	if s.Range == 0 {
		return text + fmt.Sprintf(" Changing %s alone turns it in %s of the cases, in both directions as often.", s.Switch, percent(s.Flips))
	}
	return text + fmt.Sprintf(" The switch that decides most is %s: with %s it holds under %d of %d, with %s under %d of %d.",
		s.Switch, best.Value, best.Holds, best.Readings, worst.Value, worst.Holds, worst.Readings)
}
