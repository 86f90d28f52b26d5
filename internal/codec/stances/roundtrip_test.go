package stances

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"entente/bargain"
	"entente/internal/problem"
	"entente/quantity"
)

// drawnName is any name that a cell can hold: with quotes, separators and signs
// that formats give a meaning, but no blanks at its ends.
func drawnName(t *rapid.T, label string) string {
	letters := rapid.SampledFrom([]rune(`abcXYZ019 '",;#|&<>._-éñ北京` + "\u2026"))
	return strings.TrimSpace(rapid.StringOfN(letters, 1, 12, -1).Filter(func(s string) bool { return strings.Trim(s, " ,;") != "" }).Draw(t, label))
}

func drawnNames(t *rapid.T, most int, label string) []string {
	var names []string
	for range rapid.IntRange(1, most).Draw(t, label+"s") {
		if name := drawnName(t, label); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// drawnData is a Data that the format can hold without loss.
func drawnData(t *rapid.T, format Format) *Data {
	d := &Data{Format: format}
	p := &d.Problem
	p.Actors = drawnNames(t, 5, "actor")
	for range p.Actors {
		a := Actor{}
		if format != CSV && rapid.Bool().Draw(t, "described") {
			a.Description = drawnName(t, "description")
		}
		d.Actors = append(d.Actors, a)
	}
	ktab := format == KTAB || format == KTABXML
	for _, id := range drawnNames(t, 4, "issue") {
		is, info := bargain.IssueSpec{ID: id, High: 100}, Issue{}
		if !ktab && rapid.Bool().Draw(t, "scaled") {
			is.Low = rapid.Float64Range(-1e6, 1e6).Draw(t, "low")
			is.High = is.Low + rapid.Float64Range(1, 1e6).Draw(t, "length")
		}
		if format == CSV && rapid.Bool().Draw(t, "resolved") {
			reference, outcome := is.Low, is.High
			is.Reference, is.Outcome = &reference, &outcome
		}
		if format == Decide {
			info.Points = []Point{{is.Low, "lowest"}, {(is.Low + is.High) / 2, ""}, {is.High, drawnName(t, "meaning")}}
		}
		p.Issues, d.Issues = append(p.Issues, is), append(d.Issues, info)
	}
	if ktab {
		d.Name = "n" + drawnName(t, "name")
	}
	n, m := len(p.Actors), len(p.Issues)
	for i := range n {
		x, s, c := make([]float64, m), make([]float64, m), make([]float64, m)
		power := rapid.Float64Range(1e-3, 1e6).Draw(t, "power")
		for k := range m {
			low, high := p.Issues[k].Low, p.Issues[k].High
			x[k] = min(max(low+rapid.Float64Range(0, 1).Draw(t, "x")*(high-low), low), high)
			s[k] = rapid.Float64Range(0, 1).Draw(t, "s")
			c[k] = power
			if ktab {
				s[k] = float64(rapid.IntRange(0, 10_000/m).Draw(t, "points")) / 100 / 100
			} else {
				c[k] = rapid.Float64Range(1e-3, 1e6).Draw(t, "c")
			}
			if i == 0 {
				s[k] = max(s[k], 0.01)
			} else if rapid.IntRange(0, 4).Draw(t, "missing") == 0 {
				x[k], s[k] = math.NaN(), math.NaN()
				if !ktab {
					c[k] = math.NaN()
				}
			} else if format == CSV && rapid.Bool().Draw(t, "range") {
				v := quantity.Between(0.25, 0.75)
				d.Ranges = append(d.Ranges, Range{i, k, Salience, v})
				s[k] = v.Mid()
			}
		}
		p.Position, p.Salience, p.Capability = append(p.Position, x), append(p.Salience, s), append(p.Capability, c)
	}
	if format == KTABXML {
		if rapid.Bool().Draw(t, "seeded") {
			seed := rapid.Uint64().Draw(t, "seed")
			d.Seed = &seed
		}
		if rapid.Bool().Draw(t, "switched") {
			for _, s := range ktabSwitches {
				d.Switches = append(d.Switches, Switch{s.name, rapid.SampledFrom(s.values).Draw(t, s.name)})
			}
		}
		if rapid.Bool().Draw(t, "ideals") {
			for i := range n {
				row := make([]float64, n)
				row[i] = 0.5
				row[(i+1)%n] += 0.25
				d.Ideals = append(d.Ideals, row)
			}
		}
	}
	return d
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	for _, format := range []Format{KTAB, KTABXML, Decide, CSV} {
		t.Run(string(format), rapid.MakeCheck(func(t *rapid.T) {
			want := drawnData(t, format)
			var out bytes.Buffer
			list, err := Write(&out, want, format)
			if err != nil || list.HasErrors() {
				t.Fatalf("%v, %v", list, err)
			}
			for _, p := range list {
				if p.Code == codeLost {
					t.Fatalf("lost: %v", p)
				}
			}
			detected := format
			if format != KTAB && rapid.Bool().Draw(t, "detect") {
				detected = Detect
			}
			got, list := Read("f", out.Bytes(), detected)
			if got == nil {
				t.Fatalf("%v\n%s", list, out.String())
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s\n%s", diff, out.String())
			}
			// Once more with what spreadsheets do to a file.
			if format != KTABXML {
				mangled := "\ufeff" + strings.ReplaceAll(out.String(), "\n", "\r\n\r\n")
				if again, list := Read("f", []byte(mangled), format); again == nil || cmp.Diff(got, again, cmpopts.EquateNaNs()) != "" {
					t.Fatalf("%v\n%s", list, mangled)
				}
			}
		}))
	}
}

// The files of the reference cases survive writing and reading in every format
// that can hold them.
func TestReferenceFilesSurvive(t *testing.T) {
	for file, formats := range map[string][]Format{
		"smp_dummyData_3Dim.csv":   {KTAB, KTABXML, Decide, CSV},
		"smp_SOE-Pol-Comp.csv":     {KTAB, KTABXML, Decide, CSV},
		"exchange_copenhagen.tab":  {Decide, CSV},
		"exchange_sample_data.tab": {Decide, CSV},
		"deu3_train.tsv":           {CSV},
	} {
		want, list := Read(file, shared(t, file), Detect)
		if want == nil {
			t.Fatal(list)
		}
		for _, format := range formats {
			var out bytes.Buffer
			if list, err := Write(&out, want, format); err != nil || list.HasErrors() {
				t.Errorf("%s as %s: %v, %v", file, format, list, err)
				continue
			}
			got, list := Read("f", out.Bytes(), Detect)
			if got == nil {
				t.Errorf("%s as %s: %v", file, format, list)
				continue
			}
			if diff := cmp.Diff(want.Problem, got.Problem, cmpopts.EquateNaNs()); diff != "" || got.Format != format {
				t.Errorf("%s as %s, read as %s: %s", file, format, got.Format, diff)
			}
		}
	}
}

// What a format can't hold is named, and what it must not hold is refused.
func TestWriteTells(t *testing.T) {
	d, list := Read("f", []byte("issue,actor,position,salience,capability,hi,outcome\np,a,5,0.2..0.4,1,10,3\nq,a,5,0.9,2\nq,an actor with a very long name,50,1,2\n"), CSV)
	if d == nil {
		t.Fatal(list)
	}
	for format, want := range map[Format][]string{
		KTAB:   {"format-cannot-hold error", "ktab-limit warning", "lost-in-format warning"},
		Decide: {"lost-in-format warning"},
		CSV:    nil,
		DEU:    {"bad-format error"},
	} {
		var out bytes.Buffer
		list, err := Write(&out, d, format)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, p := range list {
			told = append(told, strings.TrimPrefix(p.Code, "bargaining/")+" "+string(p.Severity))
		}
		slices.Sort(told)
		if told = slices.Compact(told); !slices.Equal(told, want) {
			t.Errorf("%s: %v", format, list)
		}
		if (out.Len() == 0) != list.HasErrors() {
			t.Errorf("%s wrote %d bytes with errors %v", format, out.Len(), list.HasErrors())
		}
	}
	d.Problem.Actors[0] = "a\nb"
	if list, _ := Write(&bytes.Buffer{}, d, CSV); !list.HasErrors() || list[0].Severity != problem.Error {
		t.Error("a name with a line break is written")
	}
}

func TestBounds(t *testing.T) {
	for name, c := range map[string]struct {
		format Format
		text   string
	}{
		"bytes":         {Detect, strings.Repeat("a", MaxBytes+1)},
		"actors":        {CSV, "issue,actor,position,salience,capability\n" + manyRows(MaxActors+1)},
		"fields":        {KTAB, strings.Repeat(",", maxFields+1)},
		"lines":         {KTAB, strings.Repeat("\n", 2*maxLines+1)},
		"one long line": {KTABXML, "<Scenario>" + strings.Repeat("x<!---->", 200_000) + "<b>" + strings.Repeat("<c/>", 200_000)},
		"depth":         {KTABXML, "<Scenario>" + strings.Repeat("<a>", maxDepth)},
	} {
		d, list := Read("f", []byte(c.text), c.format)
		if d != nil || !list.HasErrors() || len(list) > 3 {
			t.Errorf("%s: %d problems", name, len(list))
		}
	}
	_, list := Read("f", []byte("issue,actor,position,salience,capability\n"+strings.Repeat("p,a,1,1,x\n", 3*MaxProblems)), CSV)
	if len(list) != MaxProblems+1 {
		t.Errorf("%d problems", len(list))
	}
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("p,a")
		b.WriteString(quantity.Format(float64(i)))
		b.WriteString(",1,1,1\n")
	}
	return b.String()
}

// Whatever a file holds, reading it ends, points into it, and what is read can
// be checked, run and written.
func fuzz(f *testing.F, format Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, list := Read("f", data, format)
		lines := 1 + bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r"))
		for _, p := range list {
			if p.Line < 0 || p.Line > lines || p.Cause == "" || p.Code == "" {
				t.Errorf("%+v", p)
			}
		}
		if (d == nil) != list.HasErrors() {
			t.Fatalf("data %v with %v", d != nil, list)
		}
		if d == nil {
			return
		}
		if err := d.Problem.Check(); err != nil {
			t.Error(err)
		}
		var out bytes.Buffer
		if list, err := Write(&out, d, CSV); err != nil || list.HasErrors() {
			return // a name of a quoted cell or an element may hold a line break
		}
		got, list := Read("f", out.Bytes(), CSV)
		if got == nil {
			t.Fatalf("%v\n%s", list, out.String())
		}
		if diff := cmp.Diff(d.Problem, got.Problem, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzKTAB(f *testing.F) {
	fuzz(f, KTAB, "t,\"test, quoted\",3,1,\r\n\r\nActor,Description,Power,Pos1,Sal1,\r\nA,A,10,0,50,\r\nB,\"B, the second\",10,40,60,\r\nC,C,12,100,40,\r\n",
		"t,,1,2\nActor,D,Power,P,S,Q,S\na,,1,3,4,,\n", "t,test,3,1,\nActor,Description,Power,Pos1,Sal1,\nA,A,10,0,50,\nB,B,10,")
}

func FuzzXML(f *testing.F) {
	fuzz(f, KTABXML, `<Scenario><name>n</name><prngSeed>7</prngSeed><ModelParameters><PCEModel>MarkovUniform</PCEModel></ModelParameters><Dimensions><dName>d</dName></Dimensions><Actors><Actor><name>a</name><capability>1</capability><Position><dCoord>4</dCoord></Position><Salience><dSal>40</dSal></Salience></Actor></Actors><IdealAdjustment><iaPair><adjustingIdeal>a</adjustingIdeal><referencePos>a</referencePos><adjust>0.5</adjust></iaPair></IdealAdjustment></Scenario>`,
		"<Scenario>\n<Actors/></Scenario>", "<a><b></a>")
}

func FuzzDecide(f *testing.F) {
	fuzz(f, Decide, "'#A'\t'a'\t'a'\t''\n'#P'\t'p'\t'p'\t''\n'#M'\t'p'\t0\n'#M'\t'p'\t100\t'all'\n'#D'\t'a'\t'p'\t10\t0,5\t1\n",
		"#A;a\n#P;p\n#D;a;p;1;1;1\n#D;b;p;1;1;1\n", "#A,a\n#P,p\n#M,p,\"0,5\"\n#M,p,9\n#D,a,p,1,1,1\n")
}

func FuzzDEU(f *testing.F) {
	fuzz(f, DEU, "isnr\tprnr\tprname\tpcom\tscom\trp\tout\n\t\t\t4.1\t\t\t\ni1\tg\t\"n\"\t50\t50\t\t100\n", "isnr,prnr,px,sx,out\ni1,g,5,5,\n")
}

func FuzzCSV(f *testing.F) {
	fuzz(f, CSV, "issue,actor,position,salience,capability,lo,hi,reference,outcome\np,a,5..6,1,1,0,10,1,2\np,b,,1,1\n",
		"actor;issue;salience;position;capability\r\na;p;0,5;30..40..60;1\r\n")
}

func BenchmarkReadDEU(b *testing.B) {
	data := shared(b, "deu3_train.tsv")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if d, list := Read("f", data, DEU); d == nil {
			b.Fatal(list)
		}
	}
}
