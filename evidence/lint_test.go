package evidence

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// lints runs one check over a ledger and lists where it finds something.
func lints(t *testing.T, l Ledger, id string, o LintOptions) []string {
	t.Helper()
	x, err := NewIndex(&l)
	if err != nil {
		t.Fatal(err)
	}
	if id != "" {
		o.Only = []string{id}
	}
	found, err := x.Lint(o)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, f := range found {
		if f.Cause == "" || f.Remedy == "" || f.Severity == "" {
			t.Errorf("%+v does not say all", f)
		}
		if id != "" {
			out = append(out, f.At)
		} else {
			out = append(out, f.ID+" "+f.At)
		}
	}
	return out
}

func asOf(s string) LintOptions {
	day, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return LintOptions{AsOf: &day}
}

func param(id string, low, high float64) Param { return Param{ID: id, Low: &low, High: &high} }

func TestLint(t *testing.T) {
	sources := []Source{
		{ID: "s", Published: "2016-08-20"}, {ID: "month", Published: "2016-08"}, {ID: "undated"}, {ID: "late", Published: "2016-09-01"},
		{ID: "repost", RepostOf: "s", Published: "2016-08-21"}, {ID: "translation", TranslationOf: "repost", Published: "2016-08-21"},
		{ID: "comment", PartOf: "s", Paragraphs: &[2]int{8, 9}, Grade: "F6"},
		{ID: "comment-undated", PartOf: "undated", Paragraphs: &[2]int{1, 1}},
	}
	claim := func(id, source string, edit func(*Claim)) Claim {
		c := Claim{ID: id, Source: source, Para: 1, Kind: KindStatement, Modality: Asserted}
		if edit != nil {
			edit(&c)
		}
		return c
	}
	link := func(id, to string, role Role) Link { return Link{Claim: id, To: to, Role: role} }
	for _, tc := range []struct {
		name, id string
		ledger   Ledger
		options  LintOptions
		want     []string
	}{
		{"an id across kinds of records", LintDuplicateID, Ledger{
			Claims: []Claim{claim("s", "s", nil), claim("a", "s", nil), claim("a", "s", nil), claim("a", "s", nil)},
			Params: []Param{param("p", 0, 1)}, Edges: []Edge{{ID: "p"}},
		}, LintOptions{}, []string{"a", "p", "s"}},
		{"references that lead nowhere", LintDanglingRef, Ledger{
			Sources:     []Source{{ID: "x", RepostOf: "no-source"}},
			Claims:      []Claim{claim("a", "nowhere", func(c *Claim) { c.ConflictsWith = []string{"no-claim"} })},
			Params:      []Param{param("p", 0, 1)},
			Links:       []Link{link("a", "no-object", Supports), link("c9", "p", Supports), link("c9", "p", Sets)},
			Assessments: []Assessment{{Of: "no-record", Reliability: "A"}},
			Admit:       map[string]string{"no-admitted": "why"},
		}, LintOptions{}, []string{"c9", "no-admitted", "no-claim", "no-object", "no-record", "no-source", "nowhere"}},
		{"a mode outside", LintRangeInverted, Ledger{Params: []Param{
			{ID: "above", Low: new(1.0), Mode: new(3.0), High: new(2.0)}, {ID: "inside", Low: new(1.0), Mode: new(2.0), High: new(2.0)}, param("inverted", 2, 1),
		}}, LintOptions{}, []string{"above", "inverted"}},
		{"off the scale", LintOutsideScale, Ledger{Params: []Param{
			{ID: "low", Low: new(-1.0), High: new(2.0), Scale: &Scale{0, 1}}, {ID: "ends", Low: new(0.0), High: new(1.0), Scale: &Scale{0, 1}}, param("no-scale", 5, 6),
		}}, LintOptions{}, []string{"low"}},
		{"a point that is meant", LintPointValue, Ledger{Params: []Param{
			param("point", 1, 1), {ID: "exact", Low: new(1.0), High: new(1.0), Exact: true}, {ID: "no-value"},
		}}, LintOptions{}, []string{"point"}},
		{"what a number rests on", LintNoBasis, Ledger{
			Claims: []Claim{claim("a", "s", nil), claim("b", "s", nil), claim("no", "s", func(c *Claim) { c.Status = "rejected" })},
			Params: []Param{
				{ID: "supported"}, {ID: "contradicted"}, {ID: "rejected"}, {ID: "declared", Basis: BasisEvidence}, {ID: "dangling"},
				{ID: "judged", Basis: BasisJudgement, Reason: "mine"}, {ID: "blank", Basis: BasisJudgement, Reason: "  "}, {ID: "default", Basis: BasisDefault},
				{ID: "judged-and-linked", Basis: BasisJudgement},
			},
			Links: []Link{
				link("a", "supported", Bounds), link("b", "contradicted", Contradicts), link("no", "rejected", Sets), link("c9", "dangling", Sets),
				link("a", "judged-and-linked", Sets),
			},
		}, LintOptions{}, []string{"blank", "contradicted", "dangling", "declared", "default", "judged-and-linked", "rejected"}},
		{"edges", LintEdgeNoClaim, Ledger{
			Claims: []Claim{claim("a", "s", nil)},
			Edges:  []Edge{{ID: "supported"}, {ID: "bare"}, {ID: "judged", Basis: BasisJudgement, Reason: "mine"}, {ID: "unreasoned", Basis: BasisJudgement}, {ID: "contradicted"}},
			Links:  []Link{link("a", "supported", Supports), link("a", "contradicted", Contradicts)},
		}, LintOptions{}, []string{"bare", "contradicted", "unreasoned"}},
		{"signs", LintSignConflict, Ledger{
			Claims: []Claim{claim("a", "s", nil), claim("b", "s", nil)},
			Edges:  []Edge{{ID: "both"}, {ID: "one"}, {ID: "unsigned"}},
			Links: []Link{
				{"a", "both", Supports, "+", ""}, {"b", "both", Supports, "-", ""}, {"a", "one", Supports, "+", ""}, {"b", "one", Supports, "+", ""},
				{"a", "unsigned", Supports, "+", ""}, {"b", "unsigned", Supports, "", ""},
			},
		}, LintOptions{}, []string{"both"}},
		{"conflicts told from either side, once", LintConflictOpen, Ledger{
			Claims: []Claim{
				claim("z", "s", func(c *Claim) { c.ConflictsWith = []string{"a"} }), claim("a", "s", func(c *Claim) { c.ConflictsWith = []string{"z", "apart"} }),
				claim("apart", "s", nil),
			},
			Params: []Param{{ID: "p"}, {ID: "q"}},
			Links:  []Link{link("z", "p", Sets), link("a", "p", Contradicts), link("z", "q", Sets), link("a", "q", Sets)},
		}, LintOptions{}, []string{"a/z"}},
		{"what nobody asserts", LintHypotheticalAsFact, Ledger{
			Claims: []Claim{
				claim("hypothetical", "s", func(c *Claim) { c.Modality = Hypothetical }), claim("denied", "s", func(c *Claim) { c.Modality = Denied }),
				claim("despite", "s", func(c *Claim) { c.Modality = Despite }), claim("against", "s", func(c *Claim) { c.Modality = Denied }),
			},
			Params: []Param{{ID: "p"}},
			Links:  []Link{link("hypothetical", "p", Bounds), link("denied", "p", Supports), link("despite", "p", Sets), link("against", "p", Contradicts)},
		}, LintOptions{}, []string{"denied", "hypothetical"}},
		{"judgement and forecast alone", LintJudgementOnly, Ledger{
			Claims: []Claim{
				claim("j", "s", func(c *Claim) { c.Kind = KindJudgement }), claim("f", "s", func(c *Claim) { c.Kind = KindForecast }), claim("e", "s", func(c *Claim) { c.Kind = KindEvent }),
			},
			Params:  []Param{{ID: "only"}, {ID: "with-event"}, {ID: "event-against"}, {ID: "nothing"}},
			Objects: []Object{{ID: "hypothesis"}},
			Links: []Link{
				link("j", "only", Sets), link("f", "only", Sets), link("j", "with-event", Sets), link("e", "with-event", Supports),
				link("j", "event-against", Sets), link("e", "event-against", Contradicts), link("j", "hypothesis", Supports),
			},
		}, LintOptions{}, []string{"event-against", "hypothesis", "only"}},
		{"one telling", LintOneOrigin, Ledger{
			Claims: []Claim{
				claim("a", "s", nil), claim("b", "repost", nil), claim("c", "translation", nil), claim("d", "month", nil),
				claim("e", "s", func(c *Claim) { c.Para = 8 }), claim("both", "s", func(c *Claim) { c.Also = []ClaimPlace{{Source: "month", Para: 2}} }),
			},
			Params: []Param{{ID: "one"}, {ID: "two"}, {ID: "single"}, {ID: "comment"}, {ID: "told-twice"}},
			Links: []Link{
				link("a", "one", Sets), link("b", "one", Sets), link("c", "one", Sets), link("a", "two", Sets), link("d", "two", Sets),
				link("a", "single", Sets), link("a", "single", Supports), link("a", "comment", Sets), link("e", "comment", Sets),
				link("a", "told-twice", Sets), link("both", "told-twice", Sets),
			},
		}, LintOptions{}, []string{"one"}},
		{"unknown grades as numbers", LintUnknownGraded, Ledger{
			Claims: []Claim{claim("a", "s", func(c *Claim) { c.Para = 9 }), claim("b", "s", func(c *Claim) { c.Grade = "B2" })},
			Params: []Param{{ID: "h.i.reliability"}, {ID: "h.j.reliability"}, {ID: "h.k.reliability", Reason: "an eyewitness"}, {ID: "h.prior"}},
			Links:  []Link{link("a", "h.i.reliability", Sets), link("b", "h.j.reliability", Sets), link("a", "h.k.reliability", Sets), link("a", "h.prior", Sets)},
		}, LintOptions{}, []string{"h.i.reliability"}},
		{"dates", LintDateOrder, Ledger{
			Claims: []Claim{
				claim("said-late", "s", func(c *Claim) { c.Said = "2016-08-21" }), claim("said-that-day", "s", func(c *Claim) { c.Said = "2016-08-20" }),
				claim("said-that-month", "s", func(c *Claim) { c.Said = "2016-08" }), claim("event-later", "s", func(c *Claim) { c.Event, c.Said = "2016-08-19", "2016-08-18" }),
				claim("forecast", "s", func(c *Claim) { c.Kind, c.Event, c.Said = KindForecast, "2017", "2016-08-18" }),
				claim("comment", "s", func(c *Claim) { c.Para, c.Said = 8, "2016-08-21" }), claim("undated", "undated", func(c *Claim) { c.Said = "2020" }),
			},
		}, LintOptions{}, []string{"comment", "event-later", "said-late"}},
		{"as of a day", "", Ledger{
			Claims: []Claim{
				claim("in-time", "s", nil), claim("open", "month", nil), claim("after", "late", nil), claim("no-date", "undated", nil), claim("unlinked", "late", nil),
				claim("part", "comment", nil), claim("undated-part", "comment-undated", nil),
				claim("two-places", "late", func(c *Claim) { c.Also = []ClaimPlace{{Source: "s", Para: 2}} }),
			},
			Objects: []Object{{ID: "h"}},
			Links: []Link{
				link("in-time", "h", Supports), link("open", "h", Contradicts), link("after", "h", Supports), link("no-date", "h", Supports),
				link("part", "h", Supports), link("undated-part", "h", Supports), link("two-places", "h", Supports),
			},
		}, asOf("2016-08-22"), []string{"ev/after-as-of after", "ev/after-as-of open", "ev/undated no-date", "ev/undated undated-part"}},
		{"an admitted source", LintAfterAsOf, Ledger{
			Claims: []Claim{claim("open", "month", nil), claim("after", "late", nil)}, Objects: []Object{{ID: "h"}},
			Links: []Link{link("open", "h", Supports), link("after", "h", Supports)},
			Admit: map[string]string{"month": "it tells of nothing later", "late": "no use"},
		}, asOf("2016-08-22"), []string{"after"}},
		{"hindsight", LintHindsight, Ledger{
			Params:     []Param{{ID: "later", JudgedOn: "2016-08-23"}, {ID: "that-day", JudgedOn: "2016-08-22"}, {ID: "that-month", JudgedOn: "2016-08"}, {ID: "never"}},
			Edges:      []Edge{{ID: "edge", JudgedOn: "2017"}},
			Judgements: []Judgement{{ID: "judgement", When: "2016-09-02T10:00:00Z"}},
		}, asOf("2016-08-22"), []string{"edge", "judgement", "later"}},
		{"outcomes", LintOutcomeLeak, Ledger{
			Claims: []Claim{
				claim("known-later", "s", func(c *Claim) { c.Kind, c.KnownOn = KindOutcome, "2016-12-31" }), claim("known", "s", func(c *Claim) { c.Kind, c.KnownOn = KindOutcome, "2016-08-01" }),
				claim("said-later", "s", func(c *Claim) { c.Kind, c.Said = KindOutcome, "2016-08-23" }), claim("by-source", "s", func(c *Claim) { c.Kind = KindOutcome }),
				claim("by-late-source", "late", func(c *Claim) { c.Kind = KindOutcome }), claim("unlinked", "late", func(c *Claim) { c.Kind = KindOutcome }),
			},
			Objects: []Object{{ID: "h"}},
			Links: []Link{
				link("known-later", "h", Supports), link("known", "h", Supports), link("said-later", "h", Supports), link("by-source", "h", Supports), link("by-late-source", "h", Supports),
			},
		}, asOf("2016-08-22"), []string{"by-late-source", "known-later", "said-later"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.ledger.Sources = append(tc.ledger.Sources, sources...)
			want := tc.want
			if tc.id == "" { // all checks of as-of runs
				tc.options.Only = []string{LintUndated, LintAfterAsOf}
			}
			if d := cmp.Diff(want, lints(t, tc.ledger, tc.id, tc.options)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLintWithoutAsOfDoesNotRefuse(t *testing.T) {
	l := Ledger{
		Sources: []Source{{ID: "s"}},
		Claims:  []Claim{{ID: "c", Source: "s", Kind: KindOutcome, Said: "2030"}},
		Params:  []Param{{ID: "p", Low: new(0.0), High: new(1.0), JudgedOn: "2030"}},
		Links:   []Link{{Claim: "c", To: "p", Role: Sets}},
	}
	if got := lints(t, l, "", LintOptions{}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestLintTexts(t *testing.T) {
	const text = "one two three four five six seven eight nine ten eleven twelve thirteen.\n\nThe base is open. The base is open."
	l := Ledger{
		Share:   "paraphrase",
		Sources: []Source{{ID: "s"}, {ID: "part", PartOf: "s", Paragraphs: &[2]int{2, 2}}, {ID: "away"}},
		Claims: []Claim{
			{ID: "found", Source: "s", Spans: []Span{{Paragraph: 2, Fingerprint: Fingerprint("The base is open. The base is open.")}}},
			{ID: "lost", Source: "s", Spans: []Span{{Paragraph: 1, Fingerprint: "0000000000000000"}}},
			{ID: "ambiguous", Source: "part", Spans: []Span{{Exact: "The base"}}},
			{ID: "drifted", Source: "s", Spans: []Span{{Exact: "five six sevem eight nine"}}},
			{ID: "absent", Source: "away", Spans: []Span{{Exact: "anything"}}},
			{ID: "echo", Source: "s", Para: 1, Says: "He counts: One, two, three, four, five six seven eight nine ten eleven — TWELVE"},
			{ID: "short-echo", Source: "s", Para: 1, Says: "one two three four five six seven eight nine ten eleven, then twelve"},
			{ID: "quote", Source: "away", Quote: "any words"},
		},
	}
	texts := map[string]*Finder{"s": NewFinder(text)}
	want := []string{
		"ev/span-ambiguous ambiguous", "ev/span-drifted drifted", "ev/span-lost lost", "ev/text-not-at-hand absent",
		"ev/verbatim-in-shared absent", "ev/verbatim-in-shared ambiguous", "ev/verbatim-in-shared drifted", "ev/verbatim-in-shared echo", "ev/verbatim-in-shared quote",
	}
	if d := cmp.Diff(want, lints(t, l, "", LintOptions{Texts: texts})); d != "" {
		t.Error(d)
	}
	l.Share = "short-quotes"
	l.Claims[7].Quote = strings.Repeat("word ", 25)
	l.Claims[5].Quote = strings.Repeat("word ", 26)
	if d := cmp.Diff([]string{"echo"}, lints(t, l, LintVerbatim, LintOptions{Texts: texts})); d != "" {
		t.Error(d)
	}
}

func TestNewIndexRefuses(t *testing.T) {
	_, err := NewIndex(&Ledger{
		Sources: []Source{{ID: "s", Published: "last year"}, {ID: ""}},
		Claims:  []Claim{{ID: "c", Kind: "rumour", Said: "2016-02-30"}},
		Links:   []Link{{Claim: "c", To: "p", Role: "support"}},
	})
	errs, ok := err.(Errors)
	if !ok || len(errs) != 5 {
		t.Fatalf("five things are wrong, got %v", err)
	}
	codes := map[string]int{}
	for _, e := range errs {
		codes[e.Code()]++
	}
	if codes[CodeBadDate] != 2 || codes[CodeBadRecord] != 3 {
		t.Errorf("got %v", codes)
	}
}

func TestChecks(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Checks() {
		if seen[c.ID] || c.When == "" || c.Remedy == "" || c.Severity == "" {
			t.Errorf("%+v", c)
		}
		seen[c.ID] = true
	}
	x, err := NewIndex(&Ledger{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Lint(LintOptions{Only: []string{"ev/no-bases"}}); code(err) != CodeUnknownCheck {
		t.Errorf("got %v", err)
	}
}

// randomLedger is a ledger with all kinds of faults.
func randomLedger(r *rand.Rand, claims, params int) Ledger {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	l := Ledger{}
	for i := range claims/20 + 2 {
		l.Sources = append(l.Sources, Source{
			ID: fmt.Sprint("s", i), Published: pick("2016", "2016-08", "2016-08-20", "2016-09-03", ""), Origin: pick("", "", "wire"), Grade: pick("B2", "F6", ""),
		})
	}
	for i := range claims {
		c := Claim{
			ID: fmt.Sprint("c", i), Source: fmt.Sprint("s", r.IntN(len(l.Sources)+1)), Para: r.IntN(30),
			Kind: ClaimKind(pick("event", "statement", "judgement", "forecast", "outcome")), Modality: Modality(pick("asserted", "asserted", "denied", "hypothetical")),
			Said: pick("", "2016-08", "2016-08-21", "2016-10"), Event: pick("", "2016-09"),
		}
		if r.IntN(5) == 0 {
			c.ConflictsWith = []string{fmt.Sprint("c", r.IntN(claims))}
		}
		if r.IntN(30) == 0 {
			c.ID = "c0"
		}
		l.Claims = append(l.Claims, c)
	}
	for i := range params {
		low, high := float64(r.IntN(100)), float64(r.IntN(120))
		l.Params = append(l.Params, Param{ID: fmt.Sprint("p", i), Low: &low, High: &high, Scale: &Scale{0, 100}, Basis: Basis(pick("", "evidence", "judgement")), Reason: pick("", "mine"), JudgedOn: pick("", "2016-09-01")})
		l.Edges = append(l.Edges, Edge{ID: fmt.Sprint("e", i)})
	}
	for range claims * 3 / 2 {
		l.Links = append(l.Links, Link{
			Claim: fmt.Sprint("c", r.IntN(claims+1)), To: pick("p", "e") + fmt.Sprint(r.IntN(params+1)), Role: Role(pick("supports", "sets", "bounds", "contradicts")), Sign: pick("", "+", "-"),
		})
	}
	return l
}

func TestLintsDoNotDependOnTheOrderOfRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		l := randomLedger(r, 30, 8)
		o := asOf("2016-08-22")
		run := func() []Lint {
			x, err := NewIndex(&l)
			if err != nil {
				t.Fatal(err)
			}
			found, err := x.Lint(o)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		before := run()
		r.Shuffle(len(l.Sources), func(i, j int) { l.Sources[i], l.Sources[j] = l.Sources[j], l.Sources[i] })
		r.Shuffle(len(l.Claims), func(i, j int) { l.Claims[i], l.Claims[j] = l.Claims[j], l.Claims[i] })
		r.Shuffle(len(l.Params), func(i, j int) { l.Params[i], l.Params[j] = l.Params[j], l.Params[i] })
		r.Shuffle(len(l.Edges), func(i, j int) { l.Edges[i], l.Edges[j] = l.Edges[j], l.Edges[i] })
		r.Shuffle(len(l.Links), func(i, j int) { l.Links[i], l.Links[j] = l.Links[j], l.Links[i] })
		if d := cmp.Diff(before, run()); d != "" {
			t.Fatal(d)
		}
		if len(before) == 0 {
			t.Fatal("a ledger full of faults passes")
		}
	})
}

// A ledger of 2,000 claims and 500 parameters.
func BenchmarkLint(b *testing.B) {
	l := randomLedger(rand.New(rand.NewPCG(1, 2)), 2000, 500)
	o := asOf("2016-08-22")
	for b.Loop() {
		x, err := NewIndex(&l)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := x.Lint(o); err != nil {
			b.Fatal(err)
		}
	}
}
