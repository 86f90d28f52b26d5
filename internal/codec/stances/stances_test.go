package stances

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"entente/bargain"
	"entente/internal/problem"
	"entente/internal/referencetest"
	"entente/quantity"
)

// shared reads a file of the reference cases, or skips the test.
func shared(t testing.TB, path string) []byte {
	t.Helper()
	return referencetest.Read(t, "bargaining/"+path)
}

// runs reports whether every static method and the exchange take the data.
func runs(t *testing.T, d *Data) {
	t.Helper()
	if _, err := bargain.Run(bargain.ExchangeEqualGain, &d.Problem, bargain.Options{}); err != nil {
		t.Errorf("exchange: %v", err)
	}
	for k, spec := range d.Problem.Issues {
		is := bargain.Issue{Name: spec.ID, Low: spec.Low, High: spec.High}
		for i, a := range d.Problem.Actors {
			if d.Problem.TakesPart(i, k) {
				is.Stances = append(is.Stances, bargain.Stance{Actor: a, Position: d.Problem.Position[i][k], Salience: d.Problem.Salience[i][k], Capability: d.Problem.Capability[i][k]})
			}
		}
		if _, err := bargain.Explain(is); err != nil {
			t.Errorf("static: %v", err)
		}
	}
}

func TestInputChecks(t *testing.T) {
	var file struct {
		Good, Bad []struct {
			ID, Format, Content string
			MustMention         []string `json:"must_mention"`
		}
	}
	if err := json.Unmarshal(shared(t, "input_checks.json"), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Good) < 7 || len(file.Bad) < 14 {
		t.Fatalf("%d good and %d bad files", len(file.Good), len(file.Bad))
	}
	for _, c := range file.Good {
		for _, given := range []string{c.Format, ""} {
			format, err := ParseFormat(given)
			if err != nil {
				t.Fatal(err)
			}
			d, list := Read(c.ID, []byte(c.Content), format)
			if d == nil {
				t.Errorf("%s: %v", c.ID, list)
				continue
			}
			runs(t, d)
			if c.ID == "ktab-zero-salience-actor" && (len(list) != 1 || list[0].Code != codeBystander || !strings.Contains(list[0].Cause, `"B"`)) {
				t.Errorf("%s: %v", c.ID, list)
			}
		}
	}
	for _, c := range file.Bad {
		format, err := ParseFormat(c.Format)
		if err != nil {
			t.Fatal(err)
		}
		d, list := Read(c.ID, []byte(c.Content), format)
		if d != nil || !list.HasErrors() {
			t.Errorf("%s is taken", c.ID)
			continue
		}
		var text bytes.Buffer
		if err := list.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		told := ""
		for _, p := range list {
			if p.Severity == problem.Error {
				told += p.Cause + "\n"
			}
		}
		for _, word := range c.MustMention {
			if !strings.Contains(strings.ToLower(told), strings.ToLower(word)) {
				t.Errorf("%s does not mention %q: %s", c.ID, word, text.String())
			}
		}
		if n := len(list); n > 2 {
			t.Errorf("%s: one fault gives %d problems:\n%s", c.ID, n, text.String())
		}
	}
}

func TestReferenceFiles(t *testing.T) {
	for _, c := range []struct {
		file           string
		format         Format
		actors, issues int
	}{
		{"smp_dummyData_3Dim.csv", KTAB, 7, 3},
		{"smp_SOE-Pol-Comp.csv", KTAB, 13, 2},
		{"exchange_sample_data.tab", Decide, 10, 6},
		{"exchange_copenhagen.tab", Decide, 11, 7},
	} {
		d, list := Read(c.file, shared(t, c.file), Detect)
		if d == nil {
			t.Errorf("%v", list)
			continue
		}
		if d.Format != c.format || len(d.Problem.Actors) != c.actors || len(d.Problem.Issues) != c.issues {
			t.Errorf("%s: %s with %d actors and %d issues", c.file, d.Format, len(d.Problem.Actors), len(d.Problem.Issues))
		}
		runs(t, d)
	}
	d, _ := Read("x", shared(t, "exchange_sample_data.tab"), Detect)
	if is := d.Problem.Issues[1]; is.Low != 0.5 || is.High != 7 {
		t.Errorf("the scale of %s is %v..%v", is.ID, is.Low, is.High)
	}
}

// DEU III: the counts of the training part, and the weighted means of its
// issues that were computed elsewhere.
func TestDEU(t *testing.T) {
	d, list := Read("deu3_train.tsv", shared(t, "deu3_train.tsv"), Detect)
	if d == nil {
		t.Fatal(list)
	}
	p := d.Problem
	groups, resolved := map[string]bool{}, 0
	for k, is := range d.Issues {
		groups[is.Group] = true
		if p.Issues[k].Outcome != nil {
			resolved++
		}
	}
	if d.Format != DEU || len(p.Actors) != 30 || len(p.Issues) != 256 || len(groups) != 99 || resolved != 247 {
		t.Errorf("%s: %d actors, %d issues of %d proposals, %d resolved", d.Format, len(p.Actors), len(p.Issues), len(groups), resolved)
	}
	if d.Actors[0].Name != "Commission" || p.Capability[2][7] != 0.48 || d.Issues[0].GroupName != "documents" {
		t.Errorf("%+v, %v, %+v", d.Actors[0], p.Capability[2][7], d.Issues[0])
	}
	points := rowsOf(string(shared(t, "deu3_train_points.csv")))
	compared := 0
	for _, row := range points[1:] {
		k := slices.IndexFunc(p.Issues, func(is bargain.IssueSpec) bool { return is.ID == row[0] })
		want, err := quantity.Parse(row[4])
		if k < 0 || err != nil {
			t.Fatalf("%v: %v", row, err)
		}
		sum, total := 0.0, 0.0
		for i := range p.Actors {
			if p.TakesPart(i, k) {
				w := p.Capability[i][k] * p.Salience[i][k]
				sum, total = sum+w*p.Position[i][k], total+w
			}
		}
		if math.Abs(sum/total-want.Low) > 1e-6 {
			t.Errorf("%s: weighted mean %v, want %v", row[0], sum/total, want.Low)
		}
		compared++
	}
	if compared != 256 {
		t.Errorf("%d issues compared", compared)
	}
}

func rowsOf(text string) (rows [][]string) {
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		rows = append(rows, strings.Split(strings.TrimSpace(l), ","))
	}
	return rows
}

func TestPlainCSV(t *testing.T) {
	d, list := Read("f.csv", []byte("\ufeffActor;Issue;Salience;Position;Capability;hi;lo;outcome;reference;note\r\n\r\n"+
		"Iran;base;0,5..0,75;30..40..60;10;80;;60;;x\r\n"+
		"Russia;base;1;;20..30\r\n"+
		"Iran;gas;0.5;100;1\r\n;;;;\r\n"), Detect)
	if d == nil {
		t.Fatal(list)
	}
	p := d.Problem
	if d.Format != CSV || p.Issues[0].High != 80 || p.Issues[1].High != 100 || *p.Issues[0].Outcome != 60 || p.Issues[0].Reference != nil {
		t.Errorf("%s, %+v", d.Format, p.Issues)
	}
	if p.Position[0][0] != 40 || p.Salience[0][0] != 0.625 || p.Position[1][0] == p.Position[1][0] || p.Capability[1][0] != 25 || p.Position[0][1] != 100 {
		t.Errorf("%+v", p)
	}
	if v, ok := d.Value(0, 0, Position); !ok || v != quantity.PERTOf(30, 40, 60) || len(d.Ranges) != 3 {
		t.Errorf("%v, %v", v, d.Ranges)
	}
	var codes []string
	for _, p := range list {
		codes = append(codes, p.Code+" "+string(p.Severity))
	}
	if want := []string{"bargaining/bad-header warning", "bargaining/missing-number note", "bargaining/bystander warning", "bargaining/missing-number note"}; !slices.Equal(codes, want) {
		t.Errorf("%v", list)
	}
}

// Each file has one fault; what is told of it names the place and the parts.
func TestFaults(t *testing.T) {
	const decide = "#A\ta\n#A\tb\n#P\tp\n#M\tp\t0\n#M\tp\t10\n"
	const scenario = "<Scenario><Dimensions><dName>d</dName></Dimensions><Actors>\n<Actor><name>a</name><capability>1</capability><Position><dCoord>%P</dCoord></Position>\n<Salience><dSal>40</dSal></Salience></Actor></Actors>%I</Scenario>"
	for name, c := range map[string]struct {
		format       Format
		text         string
		code         string
		line, column int
		words        []string
	}{
		"nothing":           {Detect, " \n,,\n", codeEmpty, 0, 0, []string{"empty"}},
		"latin 1":           {Detect, "a,b\nn\xe9,x", codeEncoding, 2, 2, []string{"UTF-8"}},
		"unknown format":    {"xls", "a", codeFormat, 0, 0, []string{"xls"}},
		"off the scale":     {Decide, decide + "#D\ta\tp\t11\t1\t1\n#D\tb\tp\t1\t1\t1\n", bargain.CodePosition, 6, 8, []string{`"a"`, `"p"`, "position", `"11"`, "0..10"}},
		"cut off":           {Decide, decide + "#D\ta\tp\t11\n#D\tb\tp\t1\t1\t1\n", codeTruncated, 6, 8, []string{`"a"`, `"p"`, "3 fields of 5"}},
		"unknown actor":     {Decide, decide + "#D\tc\tp\t1\t1\t1\n#D\tb\tp\t1\t1\t1\n", bargain.CodeUnknown, 6, 4, []string{`"c"`}},
		"no scale":          {Decide, "#A\ta\n#P\tp\n#D\ta\tp\t4\t1\t1\n", bargain.CodeScale, 2, 4, []string{`"p"`, "scale"}},
		"a comma too many":  {Decide, "#A,a\n#P,p\n#M,p,0\n#M,p,9\n#D,a,p,1,5,1,1\n", codeLine, 5, 14, []string{`"a"`, `"p"`, "6 fields"}},
		"no power":          {CSV, "issue,actor,position,salience,capability\np,a,5,1,\n", codeMissing, 2, 3, []string{`"a"`, `"p"`, "capability"}},
		"range upside down": {CSV, "issue,actor,position,salience,capability\np,a,50..5,1,1\n", bargain.CodePosition, 2, 5, []string{`"50..5"`, "wrong way round"}},
		"range too wide":    {CSV, "issue,actor,position,salience,capability\np,a,5,0.5..2,1\n", bargain.CodeSalience, 2, 7, []string{`"0.5..2"`, "0..1"}},
		"infinite":          {CSV, "issue,actor,position,salience,capability\np,a,5,1,Inf\n", bargain.CodeCapability, 2, 9, []string{"finite", "capability"}},
		"a word":            {CSV, "issue,actor,position,salience,capability\np,a,5,likely,1\n", bargain.CodeSalience, 2, 7, []string{"likely", "no number"}},
		"two scales":        {CSV, "issue,actor,position,salience,capability,lo,hi\np,a,5,1,1,0,9\np,b,5,1,1,0,8\n", codeConflict, 3, 13, []string{`"p"`, "hi", "8", "9", "line 2"}},
		"no scale at all":   {CSV, "issue,actor,position,salience,capability,lo,hi\np,a,5,1,1,9,9\n", bargain.CodeScale, 2, 13, []string{`"p"`, "9..9"}},
		"outcome off":       {CSV, "issue,actor,position,salience,capability,outcome\np,a,5,1,1,101\n", codeOutcome, 2, 11, []string{"outcome", "101", "0..100"}},
		"no column":         {CSV, "issue,actor,position,capability\np,a,5,1\n", codeHeader, 1, 1, []string{"salience"}},
		"stance twice":      {CSV, "issue,actor,position,salience,capability\np,a,5,1,1\np,a,6,1,1\n", codeDuplicate, 3, 3, []string{`"a"`, `"p"`, "line 2"}},
		"open quote":        {CSV, "issue,actor,position,salience,capability\np,\"a,5,1,1\np,b,6,1,1\n", codeLine, 2, 3, []string{"quote"}},
		"range in KTAB":     {KTAB, "t,d,1,1\nActor,D,Power,P,S\na,,1,3..5,4\n", bargain.CodePosition, 3, 6, []string{`"a"`, `"P"`, "3..5"}},
		"KTAB quote":        {KTAB, "t,d,1,1\nActor,D,Power,P,S\na,\"x,1,3,4\n", codeLine, 3, 3, []string{`"a"`, "quote"}},
		"KTAB columns":      {KTAB, "t,d,1,1\nActor,D,Power,P,S\na,,1,3,4,5\n", codeLine, 3, 10, []string{`"a"`, "6 fields"}},
		"KTAB count":        {KTAB, "t,d,one,1\nActor,D,Power,P,S\na,,1,3,4\n", codeCount, 1, 5, []string{"one", "actors"}},
		"XML tags":          {Detect, "<Scenario>\n<Actors></Scenario>", codeLine, 2, 20, []string{"XML"}},
		"XML number":        {Detect, strings.NewReplacer("%P", "\n  101", "%I", "").Replace(scenario), bargain.CodePosition, 3, 3, []string{`"a"`, `"d"`, "101", "0..100"}},
		"XML ideals":        {Detect, strings.NewReplacer("%P", "1", "%I", "\n<IdealAdjustment><iaPair><adjustingIdeal>a</adjustingIdeal><referencePos>z</referencePos><adjust>1</adjust></iaPair></IdealAdjustment>").Replace(scenario), bargain.CodeUnknown, 4, 74, []string{`"z"`}},
		"DEU width":         {DEU, "isnr\tprnr\tpx\tsx\tout\n\t\t1\t\t\ni1\tg\t50\t50\n", codeTruncated, 3, 1, []string{`"i1"`, "4 fields", "5"}},
		"DEU salience":      {DEU, "isnr\tprnr\tpx\tsx\tout\n\t\t1\t\t\ni1\tg\t50\t500\t\n", bargain.CodeSalience, 3, 9, []string{`"x"`, `"i1"`, "500", "0..100"}},
		"DEU outcome":       {DEU, "isnr\tprnr\tpx\tsx\tout\n\t\t1\t\t\ni1\tg\t50\t50\t-1\n", codeOutcome, 3, 12, []string{`"i1"`, "outcome", "-1"}},
	} {
		d, list := Read("f", []byte(c.text), c.format)
		errs := slices.DeleteFunc(slices.Clone(list), func(p problem.Problem) bool { return p.Severity != problem.Error })
		if d != nil || len(errs) != 1 {
			t.Errorf("%s: %d errors: %v", name, len(errs), list)
			continue
		}
		p := errs[0]
		if p.Code != c.code || p.Line != c.line || p.Column != c.column || p.File != "f" || p.Remedy == "" {
			t.Errorf("%s: %s at %d:%d, want %s at %d:%d: %v", name, p.Code, p.Line, p.Column, c.code, c.line, c.column, p)
		}
		for _, w := range c.words {
			if !strings.Contains(p.Cause, w) {
				t.Errorf("%s does not say %q: %s", name, w, p.Cause)
			}
		}
	}
}

// A spreadsheet of a country with the decimal comma separates by semicolons.
func TestSemicolons(t *testing.T) {
	d, list := Read("f", []byte("t;a, b;2;1;\r\nActor;Description;Power;P;S;\r\na;;1,5;2,5;10;\r\nb;;1;2;10;\r\n"), Detect)
	if d == nil {
		t.Fatal(list)
	}
	if p := d.Problem; d.Format != KTAB || d.Description != "a, b" || p.Capability[0][0] != 1.5 || p.Position[0][0] != 2.5 {
		t.Errorf("%+v", d)
	}
}

// All faults are told at once.
func TestAllAtOnce(t *testing.T) {
	_, list := Read("f", []byte("t,d,9,1\nActor,D,Power,P,S\na,,0,x,400\na,,1,1,1\n,,1,1,1\nb,,1\n"), KTAB)
	var codes []string
	for _, p := range list {
		codes = append(codes, p.Code)
	}
	want := []string{codeCount, bargain.CodeCapability, bargain.CodePosition, bargain.CodeSalience, bargain.CodeDuplicate, codeName, codeTruncated}
	if !slices.Equal(codes, want) {
		t.Errorf("%v", list)
	}
}

func TestXMLSample(t *testing.T) {
	const text = `<?xml version="1.0" encoding="UTF-8"?>
<Scenario xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="smp.xsd">
  <name>two by two</name> <desc>a &amp; b</desc> <prngSeed>0x89B9E56731783372</prngSeed>
  <ModelParameters><PCEModel>MarkovUniform</PCEModel><Other>1</Other></ModelParameters>
  <Dimensions><dName>p</dName><dName>q</dName></Dimensions>
  <Actors>
    <Actor><name>a</name><description>first</description><capability>102.5</capability>
      <Position><dCoord></dCoord><dCoord>6.37</dCoord></Position><Salience><dSal>49.53</dSal><dSal>50</dSal></Salience></Actor>
    <Actor><name>b</name><capability>53</capability>
      <Position><dCoord>82</dCoord><dCoord>73</dCoord></Position><Salience><dSal>30</dSal><dSal>21</dSal></Salience></Actor>
  </Actors>
  <IdealAdjustment><iaPair><adjustingIdeal>b</adjustingIdeal><referencePos>b</referencePos><adjust>0.75</adjust></iaPair>
    <iaPair><adjustingIdeal>b</adjustingIdeal><referencePos>a</referencePos><adjust>0.07</adjust></iaPair></IdealAdjustment>
</Scenario>`
	d, list := Read("f.xml", []byte(text), Detect)
	if d == nil {
		t.Fatal(list)
	}
	p := d.Problem
	if d.Format != KTABXML || d.Description != "a & b" || *d.Seed != 0x89B9E56731783372 || !slices.Equal(d.Switches, []Switch{{"PCEModel", "MarkovUniform"}}) {
		t.Errorf("%+v", d)
	}
	if !math.IsNaN(p.Position[0][0]) || p.Position[0][1] != 6.37 || p.Salience[0][0] != 0.4953 || p.Capability[0][1] != 102.5 || d.Actors[0].Description != "first" {
		t.Errorf("%+v", p)
	}
	if !slices.Equal(d.Ideals[0], []float64{1, 0}) || !slices.Equal(d.Ideals[1], []float64{0.07, 0.75}) {
		t.Errorf("ideals %v", d.Ideals)
	}
	if len(list) != 2 || list[0].Code != codeSwitch || list[0].Severity != problem.Warning {
		t.Errorf("%v", list)
	}
}

// The parameters of a scenario are the switches of the model that reproduces
// the program.
func TestSwitchesAreTheModels(t *testing.T) {
	for _, info := range bargain.Models() {
		if info.Name != "smp/ktab-1.4" {
			continue
		}
		for _, want := range ktabSwitches {
			k := slices.IndexFunc(info.Switches, func(s bargain.Switch) bool { return s.Name == want.name })
			if k < 0 {
				t.Errorf("the model has no switch %s", want.name)
				continue
			}
			var values []string
			for _, v := range info.Switches[k].Values {
				values = append(values, v.Name)
			}
			if !slices.Equal(values, want.values) {
				t.Errorf("%s: %v, the model has %v", want.name, want.values, values)
			}
		}
		return
	}
	t.Error("there is no model smp/ktab-1.4")
}
