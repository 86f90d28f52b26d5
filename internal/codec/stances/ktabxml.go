package stances

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// ktabSwitches are the model parameters of a KTAB scenario with their values,
// the default first.
var ktabSwitches = []struct {
	name   string
	values []string
}{
	{"VictoryProbModel", []string{"Linear", "Square", "Quartic", "Octic", "Binary"}},
	{"PCEModel", []string{"Conditional", "MarkovIncentive", "MarkovUniform"}},
	{"StateTransitions", []string{"Deterministic", "Stochastic"}},
	{"VotingRule", []string{"Prop", "Binary", "PropBin", "PropCbc", "Cubic", "ASymProsp"}},
	{"BigRAdjust", []string{"OneThird", "None", "Half", "TwoThirds", "Full"}},
	{"BigRRange", []string{"Mid", "Min", "Max"}},
	{"ThirdPartyCommit", []string{"SemiCommit", "NoCommit", "FullCommit"}},
	{"InterVecBrgn", []string{"S2P2", "S1P1", "S2PMax"}},
	{"BargnModel", []string{"InitOnlyInterp", "InitRcvrInterp", "PWCompInterp"}},
}

// readXML reads a KTAB scenario in XML: dimensions, actors, and where they are
// present the parameters of the model, the seed and the adjustment of ideals.
func (b *builder) readXML(data []byte) {
	root, place, err := parseXML(strings.TrimPrefix(string(data), "\ufeff"))
	if err != nil {
		b.fault(codeLine, place, "", fmt.Sprintf("The file is no well-formed XML: %v.", err), "Close every element and quote, and write & as &amp;.")
		return
	}
	if root.name != "Scenario" {
		b.fault(codeHeader, root.place, root.name, fmt.Sprintf("The root element is %q; a KTAB file has Scenario.", root.name), "Give a KTAB scenario, or name the format of the file, if it is another.")
		return
	}
	for name, into := range map[string]*string{"name": &b.data.Name, "desc": &b.data.Description} {
		if e := root.child(name); e != nil {
			*into = e.text
		}
	}
	b.xmlSeed(root)
	b.xmlSwitches(root.child("ModelParameters"))
	dimensions, actors := root.child("Dimensions"), root.child("Actors")
	for name, e := range map[string]*element{"Dimensions": dimensions, "Actors": actors} {
		if e == nil {
			b.fault(codeTruncated, root.place, name, fmt.Sprintf("The scenario has no element %s.", name), "Add it.")
		}
	}
	if dimensions == nil || actors == nil {
		return
	}
	for _, e := range dimensions.children {
		if e.name == "dName" {
			b.addIssue(e.text, e.place)
		}
	}
	var elements []*element
	for _, e := range actors.children {
		if e.name != "Actor" {
			continue
		}
		name, place, _ := e.field("name")
		if i, ok := b.addActor(name.text, place); ok {
			if d := e.child("description"); d != nil {
				b.data.Actors[i].Description = d.text
			}
			elements = append(elements, e)
		}
	}
	if !b.grid() {
		return
	}
	for i, e := range elements {
		b.xmlActor(i, e)
	}
	b.xmlIdeals(root.child("IdealAdjustment"))
}

func (b *builder) xmlSeed(root *element) {
	e := root.child("prngSeed")
	if e == nil || e.text == "" {
		return
	}
	text, base := e.text, 10
	if rest, ok := strings.CutPrefix(strings.ToLower(text), "0x"); ok {
		text, base = rest, 16
	}
	seed, err := strconv.ParseUint(text, base, 64)
	if err != nil {
		b.fault(codeSwitch, e.place, "prngSeed", fmt.Sprintf("The seed is %q, which is no whole number of 64 bits.", e.text), "Give a number in decimal, or in hexadecimal after 0x.")
		return
	}
	b.data.Seed = &seed
}

func (b *builder) xmlSwitches(parameters *element) {
	if parameters == nil {
		return
	}
	for _, e := range parameters.children {
		known := -1
		for k, s := range ktabSwitches {
			if s.name == e.name {
				known = k
			}
		}
		switch {
		case known < 0:
			b.report(problem.Warning, codeSwitch, e.place, e.name, fmt.Sprintf("The model parameter %s is not known, and is ignored.", e.name), "")
		case !slices.Contains(ktabSwitches[known].values, e.text):
			b.fault(codeSwitch, e.place, e.name, fmt.Sprintf("The model parameter %s is %q, which is none of its values.", e.name, e.text), "Choose "+strings.Join(ktabSwitches[known].values, ", ")+".")
		case slices.ContainsFunc(b.data.Switches, func(s Switch) bool { return s.Name == e.name }):
			b.fault(codeSwitch, e.place, e.name, fmt.Sprintf("The model parameter %s is set twice.", e.name), "Keep one.")
		default:
			b.data.Switches = append(b.data.Switches, Switch{e.name, e.text})
		}
	}
}

func (b *builder) xmlActor(i int, e *element) {
	p := &b.data.Problem
	name := p.Actors[i]
	f, place, _ := e.field("capability")
	power, given, ok := b.number(f, place.line, subject{actor: name, field: "power"}, capabilitySpan(), bargain.CodeCapability)
	if !given && ok {
		b.fault(codeMissing, place, name+".power", fmt.Sprintf("Actor %q has no power (capability).", name), "Give a number above 0.")
	}
	for k := range p.Issues {
		p.Capability[i][k] = 1 // a fault of the power is told once, above
		if given {
			p.Capability[i][k] = power.Low
		}
	}
	positions, ok1 := b.xmlCells(i, e, "Position", "dCoord", Position, 1)
	saliences, ok2 := b.xmlCells(i, e, "Salience", "dSal", Salience, 100)
	if !positions || !saliences {
		b.spoil()
		return
	}
	sum := 0.0
	for k := range p.Issues {
		if s := p.Salience[i][k]; s == s {
			sum += 100 * s
		}
	}
	b.checkSalienceSum(i, e.child("Salience").place, sum, ok1 && ok2)
}

// xmlCells reads the numbers of an actor in one list; complete is false when
// their count is wrong, ok when one of them is.
func (b *builder) xmlCells(i int, e *element, list, item string, which Field, unit float64) (complete, ok bool) {
	name := b.data.Problem.Actors[i]
	parent, place, found := e.child(list), e.place, []*element(nil)
	if parent != nil {
		place = parent.place
		for _, c := range parent.children {
			if c.name == item {
				found = append(found, c)
			}
		}
	}
	if len(found) != len(b.issues) {
		b.fault(codeCount, place, name+"."+string(which), fmt.Sprintf("Actor %q has %d numbers of %s (%s) for %d dimensions.", name, len(found), which, item, len(b.issues)), "Give one for each dimension, an empty element where it is not known.")
		return false, false
	}
	ok = true
	for k, c := range found {
		if !b.cell(field{text: c.text, column: c.place.column}, c.place.line, i, k, which, span{low: 0, high: 100}, unit) {
			ok = false
		}
	}
	return true, ok
}

// xmlIdeals reads the adjustment of ideals. A pair that is not listed keeps the
// value of the identity.
func (b *builder) xmlIdeals(e *element) {
	if e == nil || len(e.children) == 0 {
		return
	}
	n := len(b.actors)
	if n > maxIdeals {
		b.fault(codeTooLarge, e.place, "IdealAdjustment", fmt.Sprintf("Ideals of %d actors are adjusted; at most %d can be.", n, maxIdeals), "Leave the element out.")
		return
	}
	a := make([][]float64, n)
	for i := range a {
		a[i] = make([]float64, n)
		a[i][i] = 1
	}
	seen := map[[2]int]bool{}
	for _, pair := range e.children {
		if pair.name != "iaPair" {
			continue
		}
		i, ok1 := b.xmlIdealActor(pair, "adjustingIdeal")
		j, ok2 := b.xmlIdealActor(pair, "referencePos")
		f, place, _ := pair.field("adjust")
		v, given, ok := b.number(f, place.line, subject{field: "ideal adjustment"}, span{low: 0, high: 1}, codeIdeals)
		switch {
		case ok && !given:
			b.fault(codeIdeals, place, "IdealAdjustment", "The ideal adjustment of a pair has no number.", "Give a number in 0..1.")
		case ok1 && ok2 && seen[[2]int{i, j}]:
			b.fault(codeIdeals, pair.place, "IdealAdjustment", fmt.Sprintf("The pair of %q and %q stands twice.", b.data.Problem.Actors[i], b.data.Problem.Actors[j]), "Keep one.")
		case ok1 && ok2 && given:
			seen[[2]int{i, j}] = true
			a[i][j] = v.Low
		}
	}
	identity := true
	for i, row := range a {
		sum := 0.0
		for j, x := range row {
			sum += x
			identity = identity && (x == 1) == (i == j) && (x == 0 || x == 1)
		}
		if sum > 1+1e-9 {
			name := b.data.Problem.Actors[i]
			b.fault(codeIdeals, e.place, name, fmt.Sprintf("The ideal adjustments of actor %q add up to %s; the allowed range of the sum is 0..1.", name, quantity.Format(math.Round(sum*1e9)/1e9)),
				"Lower them; a pair of the actor with itself that is not listed counts as 1.")
		}
	}
	if !identity {
		b.data.Ideals = a
	}
}

func (b *builder) xmlIdealActor(pair *element, item string) (int, bool) {
	f, place, _ := pair.field(item)
	i, ok := b.actors[f.text]
	if !ok {
		b.fault(bargain.CodeUnknown, place, "IdealAdjustment."+item, fmt.Sprintf("The ideal adjustment names actor %q, which is not in the file.", f.text), "Name an actor of the file.")
	}
	return i, ok
}
