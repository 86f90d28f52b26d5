package stances

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// Bounds of the KTAB program.
const (
	ktabFewest   = 3
	ktabMost     = 250
	ktabLongName = 25
)

// ktabFits reports what keeps the data from being a KTAB scenario, and warns of
// what the program itself would refuse.
func (o *writer) ktabFits() {
	p := &o.d.Problem
	o.lost(len(o.d.Ranges) > 0, "ranges; their middles are written")
	o.lostDetails(false, true, true)
	o.lostResolved()
	warn := func(path, cause string) {
		o.report(problem.Warning, codeTooMuch, path, cause, "")
	}
	if n := len(p.Actors); n < ktabFewest || n > ktabMost {
		warn("", fmt.Sprintf("The KTAB program takes %d to %d actors; there are %d.", ktabFewest, ktabMost, n))
	}
	for i, a := range p.Actors {
		if utf8.RuneCountInString(a) > ktabLongName {
			warn(a, fmt.Sprintf("The KTAB program takes names of at most %d characters; %q is longer.", ktabLongName, a))
		}
		if _, ok := o.power(i); !ok {
			o.report(problem.Error, codeCannot, a, fmt.Sprintf("Actor %q has a capability that differs by issue, or none; a KTAB file gives an actor one.", a), "Give it the same capability everywhere, or write csv or decide.")
		}
		sum := 0.0
		blank := false
		for k := range p.Issues {
			if s := p.Salience[i][k]; s == s {
				sum += s
			} else {
				blank = true
			}
			blank = blank || p.Position[i][k] != p.Position[i][k]
		}
		if sum > 1+1e-12 {
			o.report(problem.Error, codeCannot, a+".salience", fmt.Sprintf("Actor %q has saliences that add up to %s; in a KTAB file the sum is at most 1 (100 points).", a, strconv.FormatFloat(sum, 'g', 6, 64)), "Divide its saliences by their sum, or write csv or decide.")
		}
		if blank {
			warn(a, fmt.Sprintf("Actor %q has no position or salience on some issue; its field is left blank, which the KTAB program does not take.", a))
		}
	}
	for _, is := range p.Issues {
		if is.Low != 0 || is.High != 100 {
			o.report(problem.Warning, codeLost, is.ID, fmt.Sprintf("Issue %q has the scale %s..%s; in a KTAB file it is 0..100.", is.ID, quantity.Format(is.Low), quantity.Format(is.High)), "")
		}
	}
}

// power is the actor's capability when it is the same on all issues where it
// is known.
func (o *writer) power(i int) (float64, bool) {
	power, found := 0.0, false
	for _, c := range o.d.Problem.Capability[i] {
		switch {
		case c != c:
		case found && c != power:
			return 0, false
		default:
			power, found = c, true
		}
	}
	return power, found
}

// hundred is a position on 0..100.
func hundred(is bargain.IssueSpec, x float64) string {
	if is.Length() != 100 {
		x = (x - is.Low) / is.Length() * 100
	} else {
		x -= is.Low
	}
	return known(x)
}

func (o *writer) ktab() {
	o.ktabFits()
	for _, is := range o.d.Issues {
		if is.Name != "" || is.Description != "" {
			o.lost(true, "names and descriptions of issues beside the ids")
			break
		}
	}
	o.lostSwitches()
	p := &o.d.Problem
	q := func(s string) string { return o.text(s, ',', '"', false) }
	fmt.Fprintf(&o.out, "%s,%s,%d,%d\n", q(orElse(o.d.Name, "scenario")), q(o.d.Description), len(p.Actors), len(p.Issues))
	fmt.Fprint(&o.out, "Actor,Description,Power")
	for _, is := range p.Issues {
		fmt.Fprintf(&o.out, ",%s,%s", q(is.ID), q("Salience of "+is.ID))
	}
	fmt.Fprintln(&o.out)
	for i, a := range p.Actors {
		power, _ := o.power(i)
		fmt.Fprintf(&o.out, "%s,%s,%s", q(a), q(o.d.Actors[i].Description), quantity.Format(power))
		for k, is := range p.Issues {
			fmt.Fprintf(&o.out, ",%s,%s", hundred(is, p.Position[i][k]), scaled(p.Salience[i][k], 100))
		}
		fmt.Fprintln(&o.out)
	}
}

func (o *writer) ktabXML() {
	o.ktabFits()
	p := &o.d.Problem
	tag := func(indent int, name, text string) {
		fmt.Fprintf(&o.out, "%s<%s>", strings.Repeat("  ", indent), name)
		_ = xml.EscapeText(&o.out, []byte(text)) // a buffer takes everything
		fmt.Fprintf(&o.out, "</%s>\n", name)
	}
	open := func(indent int, name string) {
		fmt.Fprintf(&o.out, "%s<%s>\n", strings.Repeat("  ", indent), name)
	}
	o.out.WriteString(xml.Header)
	open(0, "Scenario")
	tag(1, "name", orElse(o.d.Name, "scenario"))
	tag(1, "desc", o.d.Description)
	if o.d.Seed != nil {
		tag(1, "prngSeed", strconv.FormatUint(*o.d.Seed, 10))
	}
	if len(o.d.Switches) > 0 {
		open(1, "ModelParameters")
		for _, s := range o.d.Switches {
			tag(2, s.Name, s.Value)
		}
		open(1, "/ModelParameters")
	}
	open(1, "Dimensions")
	for _, is := range p.Issues {
		tag(2, "dName", is.ID)
	}
	open(1, "/Dimensions")
	open(1, "Actors")
	for i, a := range p.Actors {
		power, _ := o.power(i)
		open(2, "Actor")
		tag(3, "name", a)
		tag(3, "description", o.d.Actors[i].Description)
		tag(3, "capability", quantity.Format(power))
		open(3, "Position")
		for k, is := range p.Issues {
			tag(4, "dCoord", hundred(is, p.Position[i][k]))
		}
		open(3, "/Position")
		open(3, "Salience")
		for k := range p.Issues {
			tag(4, "dSal", scaled(p.Salience[i][k], 100))
		}
		open(3, "/Salience")
		open(2, "/Actor")
	}
	open(1, "/Actors")
	o.ktabIdeals(tag, open)
	open(0, "/Scenario")
}

// ktabIdeals writes every pair that is not 0, and those of an actor with
// itself, since the program wants the element to be there.
func (o *writer) ktabIdeals(tag func(int, string, string), open func(int, string)) {
	open(1, "IdealAdjustment")
	for i, a := range o.d.Problem.Actors {
		for j, b := range o.d.Problem.Actors {
			x := 0.0
			if i == j {
				x = 1
			}
			if o.d.Ideals != nil {
				x = o.d.Ideals[i][j]
			} else if i != j {
				continue
			}
			if x == 0 && i != j {
				continue
			}
			open(2, "iaPair")
			tag(3, "adjustingIdeal", a)
			tag(3, "referencePos", b)
			tag(3, "adjust", quantity.Format(x))
			open(2, "/iaPair")
		}
	}
	open(1, "/IdealAdjustment")
}
