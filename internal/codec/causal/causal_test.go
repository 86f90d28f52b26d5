package causal

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"entente/cause"
	"entente/internal/problem"
	"entente/quantity"
)

const header = "from,to,sign,low,high,uncertain,lag,claims,note\n"

func f(x float64) *float64 { return &x }

func TestReadEdges(t *testing.T) {
	got, problems := Read(EdgesCSV, "m.csv", []byte("\ufefffrom,to,sign,note\r\na,b,\u2212,\"pays, if\r\nbanks \"\"return\"\"\"\r\n\r\nb,c,+0,\r\nc,c,+,\r\n"))
	want := &File{Nodes: []string{"a", "b", "c"}, Edges: []Edge{
		{From: "a", To: "b", Sign: cause.Minus, Note: "pays, if\nbanks \"return\""}, {From: "b", To: "c", Sign: cause.NotNegative}, {From: "c", To: "c", Sign: cause.Plus}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(problems) != 1 || problems[0].Code != "causes/self-reinforcing" || problems[0].Line != 6 {
		t.Errorf("%v", problems)
	}
}

// Every problem with its place, all at once.
func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		format Format
		text   string
		want   []string
	}{
		{EdgesCSV, header + "a,b,plus,0.5,0.2,maybe,-1,,\na,b,+,x,1,,,,\n,b,+,,,,,,\na,c,+,-1,1e999,,,,\na,d,+,0.1,,,,,\na,b\na,b,-,,,,,,\n", []string{
			"2:5 causes/bad-sign", "2:10 causes/bad-range", "2:18 causes/bad-uncertain", "2:24 causes/bad-lag",
			"3:1 causes/duplicate-link", "3:7 causes/not-a-number", "4:1 causes/no-name",
			"5:7 causes/bad-range", "5:10 causes/bad-range", "6:7 causes/bad-range", "7:1 causes/bad-row", "8:1 causes/duplicate-link"}},
		{EdgesCSV, "from,sign,weight,sign\na,+,,\n", []string{"1:1 causes/bad-header", "1:11 causes/bad-header", "1:18 causes/bad-header"}},
		{EdgesCSV, "", []string{"0:0 causes/bad-header"}},
		{EdgesCSV, "from,to,sign\na,\"b,+\n", []string{"2:7 causes/bad-syntax"}},
		{EdgesCSV, "from,to,sign\na,b,plus\nb,c,+\na,\"b,+\nc,d,x\n", []string{"2:5 causes/bad-sign", "5:6 causes/bad-syntax"}},
		{EdgesCSV, "from,sign\n\"a", []string{"1:1 causes/bad-header", "2:3 causes/bad-syntax"}},
		{MatrixCSV, ",a,b\na,,2\nb,\"1\n", []string{"2:4 causes/bad-weight", "3:5 causes/bad-syntax"}},
		{EdgesCSV, "from,to,sign\né,b\xff,+\n", []string{"2:4 causes/not-utf8"}},
		{MatrixCSV, ",a,b\na,,1\nc,1,\n", []string{"3:1 causes/names-differ"}},
		{MatrixCSV, "x,a,a,\na,,1.5,zero\n", []string{"1:1 causes/bad-header", "1:1 causes/not-square", "1:5 causes/duplicate-node", "1:7 causes/no-name", "2:4 causes/bad-weight", "2:8 causes/not-a-number"}},
		{MatrixCSV, ",a,b\na,,1\n", []string{"1:1 causes/not-square"}},
		{MatrixCSV, ",a,b\na,1\nb,1,\n", []string{"2:1 causes/not-square"}},
		{SDJSON, `{"variables": [{"name": "a"}, {"name": "a"}, {"name": ""}],` + "\n" + `"relationships": [{"from": "a", "to": "b", "polarity": "plus"}]}`,
			[]string{"1:31 causes/duplicate-node", "1:46 causes/no-name", "2:19 causes/bad-sign", "2:19 causes/unknown-node"}},
		{SDJSON, "{\"variables\":\n 3}", []string{"2:2 causes/bad-syntax"}},
		{SDJSON, `{"variables": []} x`, []string{"1:19 causes/bad-syntax"}},
		{"xls", "", []string{"0:0 causes/unknown-format"}},
	} {
		file, problems := Read(tt.format, "m", []byte(tt.text))
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Code))
			if p.Cause == "" || p.Remedy == "" {
				t.Errorf("%s has no cause or no remedy", p.Code)
			}
		}
		if d := cmp.Diff(tt.want, got); d != "" || file != nil {
			t.Errorf("%s %q: %s", tt.format, tt.text, d)
		}
	}
}

func TestManyProblems(t *testing.T) {
	_, problems := Read(EdgesCSV, "m", []byte(header+strings.Repeat("a,b,x,,,,,,\n", maxProblems)))
	if n := len(problems); n != maxProblems+1 || !slices.ContainsFunc(problems, func(p problem.Problem) bool { return p.Code == codeMany }) {
		t.Errorf("%d problems", n)
	}
	if _, problems := Read(EdgesCSV, "m", make([]byte, MaxBytes+1)); len(problems) != 1 || problems[0].Code != codeTooLarge {
		t.Errorf("%v", problems)
	}
}

func TestSDJSON(t *testing.T) {
	text := `{"variables": [{"name": "b", "units": "x"}, {"name": "a"}], "relationships": [{"from": "a", "to": "b", "polarity": "", "reasoning": "r", "polarityReasoning": "p"}]}`
	got, problems := Read(SDJSON, "m.json", []byte(text))
	want := &File{Nodes: []string{"b", "a"}, Edges: []Edge{{From: "a", To: "b", Sign: cause.Any, Note: "r", Reasoning: "p"}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(problems) != 1 || problems[0].Code != codeLeftOut {
		t.Errorf("%v", problems)
	}
	for text, format := range map[string]Format{text: SDJSON, header: EdgesCSV, ",a\na,\n": MatrixCSV, "\"\",a\na,\n": MatrixCSV, "\ufeff{}": SDJSON, "": EdgesCSV} {
		if got := Detect([]byte(text)); got != format {
			t.Errorf("%q is taken for %s", text, got)
		}
	}
}

func TestMapAndWeights(t *testing.T) {
	file := &File{Nodes: []string{"a", "b", "c"}, Edges: []Edge{
		{From: "a", To: "b", Sign: cause.Minus, Weight: f(0.4)}, {From: "b", To: "c", Sign: cause.NotNegative, Low: f(0.2), High: f(0.6)},
		{From: "a", To: "c", Sign: cause.None}, {From: "c", To: "a", Sign: cause.Any}}}
	point, span := quantity.PointOf(0.4), quantity.Between(0.2, 0.6)
	want := cause.Map{Nodes: file.Nodes, Edges: []cause.Edge{{From: "a", To: "b", Sign: cause.Minus, Size: &point},
		{From: "b", To: "c", Sign: cause.Plus, Size: &span, Uncertain: true}, {From: "c", To: "a", Sign: cause.Any}}}
	if d := cmp.Diff(want, file.Map(true)); d != "" {
		t.Error(d)
	}
	want.Edges[0].Size = nil
	if d := cmp.Diff(want, file.Map(false)); d != "" {
		t.Error(d)
	}
	w, left := file.Weights()
	if d := cmp.Diff(cause.Weights{{0, -0.4, 0}, {0, 0, 0.4}, {0, 0, 0}}, w); d != "" || !slices.Equal(left, []string{"c -> a"}) {
		t.Error(d, left)
	}
	for format, want := range map[Format][]string{
		EdgesCSV:  {"weights, which are no ranges until somebody says so: 1"},
		MatrixCSV: {"links of unknown sign: 1", "links said to have no effect: 1", "links without a size, written as 1: 2", "marks of uncertain links: 1", "ranges, written as their middle: 1"},
		SDJSON:    {"links said to have no effect: 1", "marks of uncertain links: 1", "sizes: 2"},
	} {
		if _, lost, err := Write(format, file); err != nil || cmp.Diff(want, lost) != "" {
			t.Errorf("%s: %v %v", format, err, cmp.Diff(want, lost))
		}
	}
	if _, _, err := Write("xls", file); err == nil {
		t.Error("an unknown format is written")
	}
}

// anyFile draws what a format can hold in full.
func anyFile(format Format) *rapid.Generator[*File] {
	name := rapid.StringMatching(`[a-zé][a-z ",;-]{0,5}[a-z]`)
	return rapid.Custom(func(t *rapid.T) *File {
		file := &File{}
		names := rapid.SliceOfNDistinct(name, 2, 6, rapid.ID[string]).Draw(t, "names")
		for i, from := range names {
			for j, to := range names {
				if rapid.IntRange(0, 2).Draw(t, "edge") > 0 || i == j {
					continue
				}
				e := Edge{From: from, To: to, Sign: rapid.SampledFrom([]cause.Sign{cause.Plus, cause.Minus}).Draw(t, "sign")}
				switch format {
				case EdgesCSV:
					e.Sign = rapid.SampledFrom([]cause.Sign{cause.Plus, cause.Minus, cause.Any, cause.None, cause.NotNegative, cause.NotPositive, cause.Either}).Draw(t, "sign")
					if rapid.Bool().Draw(t, "sized") {
						low := rapid.Float64Range(0, 1).Draw(t, "low")
						e.Low, e.High = f(low), f(low+rapid.Float64Range(0, 1).Draw(t, "more"))
					}
					e.Uncertain, e.Lag = rapid.Bool().Draw(t, "uncertain"), rapid.IntRange(0, 3).Draw(t, "lag")
					e.Claims = rapid.SliceOfN(rapid.StringMatching(`[A-Z]{2}:[0-9]+`), 0, 3).Draw(t, "claims")
					if len(e.Claims) == 0 {
						e.Claims = nil
					}
					e.Note = rapid.StringMatching(`([a-z",;][a-z",; \n]{0,10}[a-z])?`).Draw(t, "note")
				case MatrixCSV:
					e.Weight = f(rapid.Float64Range(0.001, 1).Draw(t, "weight"))
				case SDJSON:
					e.Sign = rapid.SampledFrom([]cause.Sign{cause.Plus, cause.Minus, cause.Any}).Draw(t, "sign")
					e.Note, e.Reasoning = rapid.String().Draw(t, "note"), rapid.String().Draw(t, "reasoning")
				}
				file.Edges = append(file.Edges, e)
				if format == EdgesCSV { // in the order of first mention
					for _, n := range []string{from, to} {
						if !slices.Contains(file.Nodes, n) {
							file.Nodes = append(file.Nodes, n)
						}
					}
				}
			}
		}
		if format != EdgesCSV {
			file.Nodes = names
		}
		return file
	})
}

// Written and read again a file is the same, and so are the bytes.
func TestRoundTrip(t *testing.T) {
	for _, format := range Formats() {
		t.Run(string(format), rapid.MakeCheck(func(t *rapid.T) {
			file := anyFile(format).Draw(t, "file")
			data, lost, err := Write(format, file)
			if err != nil || len(lost) > 0 {
				t.Fatal(err, lost)
			}
			back, problems := Read(format, "m", data)
			if len(problems) > 0 {
				t.Fatalf("%v of\n%s", problems, data)
			}
			if d := cmp.Diff(file, back); d != "" {
				t.Fatalf("%s\n%s", d, data)
			}
			again, _, err := Write(format, back)
			if err != nil || !bytes.Equal(data, again) {
				t.Fatalf("%v: other bytes", err)
			}
		}))
	}
}

func FuzzRead(fz *testing.F) {
	for i, text := range []string{header + "a,b,+,0.2,0.8,yes,1,FA:35;LL:10,\"x, y\"\n", ",a,b\na,,0.5\nb,-1,\n",
		`{"variables": [{"name": "a"}], "relationships": [{"from": "a", "to": "a", "polarity": "+"}]}`, "\"", "\ufefffrom,to,sign\r\n"} {
		fz.Add(i%3, []byte(text))
	}
	fz.Fuzz(func(t *testing.T, which int, data []byte) {
		format := Formats()[max(which%3, -(which%3))]
		file, problems := Read(format, "m", data)
		if (file == nil) != problems.HasErrors() {
			t.Fatal("a file with errors, or none without")
		}
		if file == nil {
			return
		}
		if _, err := cause.Compile(file.Map(true)); err != nil {
			t.Fatalf("what was read is no map: %v", err)
		}
		once, lost, err := Write(format, file)
		if err != nil {
			t.Fatal(err)
		}
		back, problems := Read(format, "m", once)
		if back == nil {
			if len(lost) > 0 || len(file.Nodes) == 0 {
				return
			}
			t.Fatalf("written, it cannot be read: %v\n%s", problems, once)
		}
		if twice, _, err := Write(format, back); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%v: %q and then %q", err, once, twice)
		}
	})
}

func ExampleRead() {
	file, problems := Read(MatrixCSV, "map.csv", []byte(",deal,trust\ndeal,,0.6\ntrust,-0.1,\n"))
	if len(problems) > 0 {
		fmt.Println(problems)
		return
	}
	for _, e := range file.Edges {
		fmt.Printf("%s -> %s (%s) %v\n", e.From, e.To, e.Sign, *e.Weight)
	}
	// Output:
	// deal -> trust (+) 0.6
	// trust -> deal (-) 0.1
}
