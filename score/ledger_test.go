package score

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func read(t testing.TB, lines [][]byte) *Ledger {
	t.Helper()
	l, err := ReadLedger(bytes.Join(lines, []byte("\n")))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func with(record map[string]any, more map[string]any) map[string]any {
	out := maps.Clone(record)
	maps.Copy(out, more)
	return out
}

// Four kinds of questions, each answered once by hand below.
func mixed() []map[string]any {
	life := map[string]any{"opens": "2016-09-01", "closes": "2016-09-11"}
	return []map[string]any{
		with(asked("yes", "2016-09-01"), with(life, map[string]any{"status_quo": "no", "tags": []any{"iran"}})),
		with(asked("opt", "2016-09-01"), with(life, map[string]any{"kind": "multi", "options": []any{"a", "b", "c"}, "base_rate": []any{0.2, 0.3, 0.5}, "status_quo": "c"})),
		with(asked("ord", "2016-09-01"), with(life, map[string]any{"kind": "ordered", "options": []any{"a", "b"}, "base_rate": NoReferenceClass})),
		with(asked("num", "2016-09-01"), with(life, map[string]any{"kind": "numeric", "unit": "points", "base_rate": 40, "status_quo": 50})),
		with(asked("off", "2016-09-01"), life),
		with(asked("left", "2016-09-01"), life),
		with(asked("open", "2016-09-01"), life),
		with(forecasted("yes", "2016-09-01", 0.5), map[string]any{"alone": true}),
		forecasted("opt", "2016-09-01", []any{0.1, 0.6, 0.3}),
		forecasted("ord", "2016-09-01", []any{0.25, 0.75}),
		with(forecasted("num", "2016-09-01", nil), map[string]any{"quantiles": []any{map[string]any{"q": 0.05, "x": 20}, map[string]any{"q": 0.5, "x": 45}, map[string]any{"q": 0.95, "x": 70}}}),
		with(forecasted("yes", "2016-09-06", 0.9), map[string]any{"because": "talks"}),
		with(forecasted("yes", "2016-09-06", 0.2), map[string]any{"by": "z"}),
		with(map[string]any{"type": "void", "q": "off", "at": "2016-09-07", "by": "b"}, map[string]any{"reason": "the source was closed"}),
		with(resolved("yes", "2016-09-12", true), map[string]any{"blame": "dice", "post_mortem": "a coin", "blames": []any{"iran"}}),
		resolved("opt", "2016-09-12", "b"),
		resolved("ord", "2016-09-12", 0),
		resolved("num", "2016-09-12", 60),
		resolved("left", "2016-09-12", 0),
	}
}

func TestReport(t *testing.T) {
	r, err := read(t, chained(mixed()...)).Report(Options{Seed: 1, Draws: 100})
	if err != nil {
		t.Fatal(err)
	}
	if r.Questions != 7 || r.Resolved != 5 || r.Open != 1 || r.Void != 1 || r.VoidOnes[0].Reason != "the source was closed" || r.Lines != 19 || len(r.Head) != 64 {
		t.Errorf("%+v", r)
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-12) {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	if len(r.Scores) != 5 {
		t.Fatalf("%+v", r.Scores)
	}
	refs := func(s Tally) map[string]Reference {
		out := map[string]Reference{}
		for _, x := range s.References {
			out[x.Name] = x
		}
		return out
	}
	yes := r.Scores[0]
	if yes.By != "a" || yes.Kind != Binary || yes.N != 1 || yes.Of != 2 || yes.On != "on 1 question" || yes.ImputedN != 2 {
		t.Errorf("%+v", yes)
	}
	near("Brier", yes.Score, 0.5*0.25+0.5*0.01)
	near("coverage", yes.Coverage, 1)
	near("imputed", *yes.Imputed, (0.13+0.04)/2)
	near("log", float64(*yes.Log), -math.Log(0.9))
	got := refs(yes)
	near("base rate", got[RefBaseRate].Reference, 0.64)
	near("nothing changes", got[RefUnchanged].Reference, 0.95*0.95)
	near("uniform", got[RefUniform].Reference, 0.25)
	near("skill", *got[RefUniform].Skill, 1-0.13/0.25)
	near("alone", got[RefAlone].Reference, 0.25)
	near("with the lens", got[RefAlone].Score, 0.13)
	near("a revision behind", got[RefPrevious].Reference, 0.25)
	near("since the revision", got[RefPrevious].Score, 0.01)
	if v := got[RefUniform].Verdict; v != wordsTooFew {
		t.Errorf("one question shows %q", v)
	}
	opt := r.Scores[1]
	near("options", opt.Score, 0.01+0.16+0.09)
	near("their base rate", refs(opt)[RefBaseRate].Reference, 0.04+0.49+0.25)
	near("their status quo", refs(opt)[RefUnchanged].Reference, 0.025*0.025+0.975*0.975+0.95*0.95)
	near("their log", float64(*opt.Log), -math.Log(0.6))
	ord := r.Scores[2]
	near("ordered", ord.Score, 2*0.75*0.75)
	if ord.Imputed != nil || len(ord.References) != 1 {
		t.Errorf("without a base rate %+v", ord)
	}
	num := r.Scores[3]
	near("quantiles", num.Score, 2*(0.05*40+0.5*15+0.05*10)/3)
	near("last value", refs(num)[RefUnchanged].Reference, 10)
	if num.Log != nil || num.Range == nil || *num.Range != (Held{1, 1}) || num.Unit != "points" {
		t.Errorf("%+v", num)
	}
	z := r.Scores[4]
	near("half covered", z.Coverage, 0.5)
	near("its score", z.Score, 0.64)
	near("its imputed", *z.Imputed, (0.64+0.04)/2)

	if len(r.Calibration) != 1 || r.Calibration[0].Reliability.N != 2 || !r.Calibration[0].Reliability.TooFew {
		t.Errorf("calibration %+v", r.Calibration)
	}
	if len(r.Worst) != 4 || r.Worst[0].By != "z" || r.Worst[0].P != 0.2 || r.Worst[0].PostMortem != "a coin" || r.Worst[0].Blames[0] != "iran" {
		t.Errorf("worst %+v", r.Worst)
	}
	if len(r.Table) != 5 || r.Table[0].Outcome != "yes" || r.Table[0].Pool == nil || r.Table[1].Outcome != "b" || len(r.Table[4].Forecasts) != 0 {
		t.Errorf("table %+v", r.Table)
	}
	near("linear pool", r.Table[0].Pool.Linear, 0.55)
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	life := map[string]any{"kind": "multi", "options": []any{"a", "b"}, "base_rate": []any{0.5, 0.5}}
	records := []map[string]any{
		asked("x", "2016-09-01"),             // 1
		asked("x", "2016-09-01"),             // 2 twice
		with(asked("m", "2016-09-01"), life), // 3
		with(asked("d", "2016-09-01"), map[string]any{"closes": "2016-08-01"}),                 // 4 dates
		with(asked("k", "2016-09-01"), map[string]any{"kind": "odd"}),                          // 5
		with(asked("o", "2016-09-01"), with(life, map[string]any{"options": []any{"a", "a"}})), // 6
		with(asked("b", "2016-09-01"), map[string]any{"base_rate": 1.2}),                       // 7
		with(asked("s", "2016-09-01"), map[string]any{"status_quo": "perhaps"}),                // 8
		forecasted("x", "2016-09-02", 1.4),                                                     // 9
		forecasted("x", "2016-09-02", "likely"),                                                // 10
		forecasted("m", "2016-09-02", []any{0.5, 0.6}),                                         // 11
		forecasted("m", "2016-09-02", []any{1}),                                                // 12
		forecasted("m", "2016-09-02", []any{nil, 1}),                                           // 13
		resolved("x", "2016-09-20", 2),                                                         // 14
		resolved("x", "2016-09-20", 1),                                                         // 15 twice
		resolved("m", "2016-09-20", "c"),                                                       // 16
		with(asked("n", "2016-09-20"), map[string]any{"opens": "soon"}),                        // 17
		with(asked("t", "2016-09-20"), map[string]any{"tags": "iran", "rule": 3}),              // 18
	}
	want := map[int]string{2: CodeTwice, 4: CodeDates, 5: CodeField, 6: CodeField, 7: CodeProbability, 8: CodeOutcome, 9: CodeProbability, 10: CodeField,
		11: CodeNotDistribution, 12: CodeLength, 13: CodeField, 14: CodeOutcome, 15: CodeTwice, 16: CodeOutcome, 17: CodeTime, 18: CodeField}
	_, err := ReadLedger(bytes.Join(chained(records...), []byte("\n")))
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		t.Fatalf("%v", err)
	}
	got := map[int]string{}
	for _, e := range joined.Unwrap() {
		var fault *Error
		if !errors.As(e, &fault) || fault.Cause == "" || fault.Remedy == "" {
			t.Fatalf("%v", e)
		}
		got[fault.Line] = fault.Code
	}
	if !maps.Equal(got, want) {
		t.Errorf("%v\nwant %v\n%v", got, want, err)
	}
	var b *Break
	if _, err := ReadLedger([]byte("{}\n")); !errors.As(err, &b) || b.Line != 1 {
		t.Errorf("%v", err)
	}
	if l, err := ReadLedger(nil); err != nil || l.Chain().Head != NoLine {
		t.Errorf("an empty ledger: %v", err)
	}
}

func TestNext(t *testing.T) {
	l := read(t, nil)
	at := time.Date(2016, 9, 1, 0, 0, 0, 0, time.UTC)
	question := Entry{TypeQuestion, "x", "a", at, map[string]any{"text": "é <b>?", "rule": "r", "opens": "2016-09-01", "closes": "2016-10-01", "base_rate": NoReferenceClass}}
	var lines [][]byte
	add := func(e Entry) {
		t.Helper()
		line, err := l.Next(e)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	refuse := func(e Entry, want string) {
		t.Helper()
		before := fmt.Sprint(l.Chain(), len(l.Questions), len(l.Doubts))
		if x := l.byID["x"]; x != nil {
			before += fmt.Sprint(*x)
		}
		_, err := l.Next(e)
		var b *Break
		if errors.As(err, &b) {
			if b.Reason != want {
				t.Errorf("%v, want %s", err, want)
			}
		} else if code(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
		after := fmt.Sprint(l.Chain(), len(l.Questions), len(l.Doubts))
		if x := l.byID["x"]; x != nil {
			after += fmt.Sprint(*x)
		}
		if before != after {
			t.Errorf("a refused entry changed the ledger: %s, was %s", after, before)
		}
	}
	without := func(name string) Entry {
		e := question
		e.Fields = maps.Clone(e.Fields)
		delete(e.Fields, name)
		return e
	}
	refuse(without("rule"), CodeQuestion)
	refuse(without("base_rate"), CodeQuestion)
	refuse(without("closes"), CodeTime)
	add(question)
	refuse(question, CodeTwice)
	f := func(p any, more ...any) Entry {
		fields := map[string]any{"p": p}
		for i := 0; i < len(more); i += 2 {
			fields[more[i].(string)] = more[i+1]
		}
		return Entry{TypeForecast, "x", "a", at.Add(time.Hour), fields}
	}
	refuse(f(0.0), CodeCertain)
	refuse(f(1.5), CodeProbability)
	refuse(f(math.NaN()), CodeField)
	refuse(f(0.5, "seq", 3), CodeField)
	refuse(Entry{TypeForecast, "y", "a", at, nil}, ReasonUnknownQuestion)
	refuse(Entry{TypeForecast, "x", "a", at.Add(-time.Hour), map[string]any{"p": 0.5}}, ReasonAt)
	refuse(Entry{TypeForecast, "x", "", at, map[string]any{"p": 0.5}}, CodeField)
	refuse(Entry{"remark", "x", "a", at, nil}, ReasonType)
	add(f(0.25))
	add(f(0, "certain", true))
	refuse(Entry{TypeResolution, "x", "b", at.Add(2 * time.Hour), map[string]any{"outcome": 1}}, CodeField)
	add(Entry{TypeResolution, "x", "b", at.Add(2 * time.Hour), map[string]any{"outcome": 1, "source": "s"}})
	refuse(f(0.5), ReasonAt)
	again := read(t, lines)
	if again.Chain() != l.Chain() || len(again.Doubts) != 0 || len(again.Questions[0].Forecasts) != 2 {
		t.Errorf("%+v", again)
	}
	for _, line := range lines {
		if c, err := CanonicalJSON(line); err != nil || !bytes.Equal(c, line) {
			t.Errorf("%s is not canonical (%v)", line, err)
		}
	}
	// A zero for what happened is an infinite log score, and is written so.
	r, err := again.Report(Options{Draws: 10})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(text), `"log":"inf"`) {
		t.Errorf("%s (%v)", text, err)
	}
}

// history is a ledger with n questions, revised by several forecasters.
func history(n, people, revisions int, order []int) []map[string]any {
	r := rand.New(rand.NewPCG(1, 2))
	var questions, forecasts, resolutions []map[string]any
	for i := range n {
		id := fmt.Sprintf("q%04d", i)
		questions = append(questions, with(asked(id, "2016-09-01"), map[string]any{"status_quo": 0, "cluster": fmt.Sprint(i / 2), "tags": []any{fmt.Sprint("topic", i%3)}}))
		for k := range revisions {
			for p := range people {
				f := forecasted(id, fmt.Sprintf("2016-09-%02dT09:00:00Z", 2+k), math.Round(100*r.Float64())/100)
				if f["p"] == 0.0 || f["p"] == 1.0 {
					f["p"] = 0.5
				}
				forecasts = append(forecasts, with(f, map[string]any{"by": fmt.Sprint("p", p)}))
			}
		}
		resolutions = append(resolutions, resolved(id, "2016-09-20", r.IntN(2)))
	}
	permute := func(list []map[string]any, each int) []map[string]any {
		var out []map[string]any
		for _, i := range order {
			out = append(out, list[each*i:each*(i+1)]...)
		}
		return out
	}
	all := permute(questions, 1)
	byTime := permute(forecasts, people*revisions)
	for k := range revisions {
		at := fmt.Sprintf("2016-09-%02dT09:00:00Z", 2+k)
		for _, f := range byTime {
			if f["at"] == at {
				all = append(all, f)
			}
		}
	}
	return append(all, permute(resolutions, 1)...)
}

func inOrder(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// No order of the questions changes a score, and no number of cores a byte.
func TestOrderAndCores(t *testing.T) {
	const n = 40
	reference, err := read(t, chained(history(n, 3, 2, inOrder(n))...)).Report(Options{Seed: 5, Draws: 200})
	if err != nil {
		t.Fatal(err)
	}
	if len(reference.Calibration) != 1+3+3 || reference.Scores[0].References[0].Verdict == "" {
		t.Errorf("%d plots", len(reference.Calibration))
	}
	rapid.Check(t, func(t *rapid.T) {
		l, err := ReadLedger(bytes.Join(chained(history(n, 3, 2, rapid.Permutation(inOrder(n)).Draw(t, "order"))...), []byte("\n")))
		if err != nil {
			t.Fatal(err)
		}
		r, err := l.Report(Options{Seed: 5, Draws: 200})
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range r.Scores {
			want := reference.Scores[i]
			if s.By != want.By || math.Abs(s.Score-want.Score) > 1e-12 || math.Abs(*s.Imputed-*want.Imputed) > 1e-12 {
				t.Fatalf("%+v, want %+v", s, want)
			}
			for j, x := range s.References {
				if w := want.References[j]; math.Abs(x.Difference.Low-w.Difference.Low) > 1e-12 || math.Abs(x.Difference.High-w.Difference.High) > 1e-12 {
					t.Fatalf("%+v, want %+v", x, w)
				}
			}
		}
	})
	big := chained(history(300, 2, 2, inOrder(300))...)
	one := func(cores int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		r, err := read(t, big).Report(Options{Seed: 5, Draws: 2000})
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(r)
		return string(text)
	}
	if one(1) != one(4) {
		t.Error("the number of cores changes the report")
	}
}

func FuzzReadLedger(f *testing.F) {
	f.Add(bytes.Join(chained(mixed()...), []byte("\n")))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Whatever is written, once chained, is read, refused or scored.
		var records []map[string]any
		for _, line := range Lines(data) {
			var r map[string]any
			if json.Unmarshal(line, &r) == nil && r != nil {
				records = append(records, r)
			}
		}
		l, err := ReadLedger(bytes.Join(chained(records...), []byte("\n")))
		if err != nil {
			return
		}
		r, err := l.Report(Options{Draws: 10})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkReport10000Forecasts(b *testing.B) {
	for _, c := range [][3]int{{500, 5, 4}, {1000, 10, 1}, {10000, 1, 1}} {
		b.Run(fmt.Sprintf("%dx%dx%d", c[0], c[1], c[2]), func(b *testing.B) {
			l := read(b, chained(history(c[0], c[1], c[2], inOrder(c[0]))...))
			for b.Loop() {
				if _, err := l.Report(Options{Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
