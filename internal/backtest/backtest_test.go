package backtest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"entente/bargain"
)

// made is a record with made-up stances and outcomes: two to four actors, three
// issues a group, every fifth with two positions, every seventh not resolved.
func made(n int) *Record {
	r := &Record{Name: "made.csv", Digest: "0123456789abcdef"}
	for i := range n {
		d := Decision{Group: fmt.Sprintf("g%02d", i/3)}
		d.Name, d.Low, d.High = fmt.Sprintf("i%03d", i), -10, 30
		at := func(k int) float64 { return -10 + 40*float64(i*k%101)/100 }
		d.Stances = []bargain.Stance{stance("a", at(37), 3, 0.5), stance("b", at(61), 1, 1), stance("c", at(89), 2, 0.2), stance("idle", 0, 1, 0)}
		if i%5 == 0 {
			d.Stances = []bargain.Stance{stance("a", -10, 3, 0.1+float64(i%9)/10), stance("b", 30, 2, 0.6)}
		}
		if i%7 != 0 {
			out := min(max(at(37)*0.6+at(61)*0.4+float64(i*i%11)-5, -10), 30)
			d.Outcome = &out
		}
		if i%2 == 0 {
			ref := at(13)
			d.Reference = &ref
		}
		r.Decisions = append(r.Decisions, d)
	}
	return r
}

func stance(actor string, position, capability, salience float64) bargain.Stance {
	return bargain.Stance{Actor: actor, Position: position, Capability: capability, Salience: salience}
}

func TestSameBytes(t *testing.T) {
	written := func() []byte {
		r, err := Run(made(90), Options{Seed: 3, Draws: 200, Models: []string{"eu/pair-least"}, Positions: []string{"a"}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := json.NewEncoder(&b).Encode(r); err != nil {
			t.Fatal(err)
		}
		if err := r.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if err := r.HTML(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if a, b := written(), written(); !bytes.Equal(a, b) {
		t.Error("the same record and seed give other bytes")
	}
}

func TestOrderOfIssuesDoesNotMatter(t *testing.T) {
	record := made(90)
	a, err := Run(record, Options{Draws: 200})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(record.Decisions)
	b, err := Run(record, Options{Draws: 200})
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Distributions {
		near(t, a.Distributions[i].Method, b.Distributions[i].CRPS.Mean, a.Distributions[i].CRPS.Mean, 1e-7)
		near(t, a.Distributions[i].Method, b.Distributions[i].MinusPooled.Low, a.Distributions[i].MinusPooled.Low, 1e-7)
	}
	for i := range a.Points {
		near(t, a.Points[i].Method, b.Points[i].CRPS.Mean, a.Points[i].CRPS.Mean, 1e-7)
	}
}

// A forecast that is scored knows nothing of the outcomes of its own group:
// changing them changes no forecast of the group, and does change others.
func TestHeldOutMeansHeldOut(t *testing.T) {
	const group = "g04"
	a, err := Run(made(90), Options{Draws: 10})
	if err != nil {
		t.Fatal(err)
	}
	record := made(90)
	for i := range record.Decisions {
		if d := &record.Decisions[i]; d.Group == group && d.Outcome != nil {
			moved := 20 - *d.Outcome
			d.Outcome = &moved
		}
	}
	b, err := Run(record, Options{Draws: 10})
	if err != nil {
		t.Fatal(err)
	}
	others := 0
	for i := range a.Decisions {
		same := a.Decisions[i].Median == b.Decisions[i].Median
		switch {
		case a.Decisions[i].Group == group && !same:
			t.Errorf("%s: the forecast moved from %v to %v with the outcomes of its own group", a.Decisions[i].ID, a.Decisions[i].Median, b.Decisions[i].Median)
		case a.Decisions[i].Group != group && !same:
			others++
		}
	}
	if others == 0 {
		t.Error("no forecast of another group moved: nothing is learned")
	}
}

func TestFoldsKeepGroupsTogether(t *testing.T) {
	items, err := made(90).resolved()
	if err != nil {
		t.Fatal(err)
	}
	for a := range uint64(20) {
		of := map[string]int{}
		sizes := make([]int, 7)
		for i, f := range assign(items, 7, 1, a) {
			if g, ok := of[items[i].Group]; ok && g != f {
				t.Fatalf("group %s is in folds %d and %d", items[i].Group, g, f)
			}
			of[items[i].Group] = f
		}
		for _, f := range of {
			sizes[f]++
		}
		if slices.Max(sizes)-slices.Min(sizes) > 1 {
			t.Fatalf("folds of %v groups", sizes)
		}
	}
	if slices.Equal(assign(items, 7, 1, 0), assign(items, 7, 1, 1)) {
		t.Error("two assignments are the same")
	}
}

func TestWhatIsSaid(t *testing.T) {
	r, err := Run(made(90), Options{Draws: 200, Models: []string{"eu/pair-least"}, Positions: []string{"a", "nobody"}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Point("nobody") != nil || r.Point("position/nobody") != nil {
		t.Error("a method that says nothing has a score")
	}
	p := r.Point("position/a")
	if p == nil || p.N != r.Resolved {
		t.Errorf("position of a: %+v", p)
	}
	if ref := r.Point("reference"); ref == nil || ref.N >= r.Resolved || ref.MinusBaseline.N != ref.N {
		t.Errorf("the reference point is scored where it is known: %+v", ref)
	}
	if r.Point("eu/pair-least mean") == nil || r.Point("eu/pair-least median") == nil {
		t.Error("the dynamic model is not scored")
	}
	for _, d := range r.Decisions {
		if len(d.Points) != len(r.Points) {
			t.Fatalf("%s has %d points, the report %d methods", d.ID, len(d.Points), len(r.Points))
		}
	}
	// A weighted mean's degree is the share of the weight.
	if b := r.Point(Baseline).Brier; b == nil || b.N != r.Distribution(Pool5).Brier.N {
		t.Errorf("Brier of the mean %+v", b)
	}
	var text, page bytes.Buffer
	if err := r.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"made.csv: 90 issues, 77 resolved, of 30 groups", "weighted_mean", "pool5", "near60", "eu/pair-least median", "not foresight"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q", want)
		}
		if !strings.Contains(page.String(), want) && !strings.Contains(want, ":") {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text.String(), "NaN") || strings.Contains(page.String(), "NaN") {
		t.Error("a number is none")
	}
	if strings.Contains(page.String(), "ZgotmplZ") || strings.Contains(page.String(), "<script") || strings.Contains(page.String(), "http://") && !strings.Contains(page.String(), "http://www.w3.org/2000/svg") {
		t.Error("the page holds what it should not")
	}
	decoder := xml.NewDecoder(&page)
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := decoder.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	off := made(60)
	*off.Decisions[1].Outcome = 31
	*off.Decisions[2].Outcome = math.NaN()
	off.Decisions[4].Stances[0].Salience = 2
	off.Decisions[5].Name = off.Decisions[4].Name
	_, err := Run(off, Options{})
	for _, want := range []string{"i001", "i002", "i004", "outcome", "stands twice", "salience"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
	if _, err := Predict(nil, off); err == nil {
		t.Error("a wrong record is forecast")
	}
	refused := func(what string, r *Record, o Options, want string) {
		t.Helper()
		_, err := Run(r, o)
		var fault *Error
		if !errors.As(err, &fault) || fault.Code != want || fault.Remedy == "" {
			t.Errorf("%s: %v, want %s", what, err, want)
		}
	}
	refused("nine groups", made(27), Options{}, CodeTooFew)
	refused("nothing", &Record{}, Options{}, CodeTooFew)
	refused("nothing, with folds", &Record{}, Options{FoldOf: map[string]int{}}, CodeTooFew)
	refused("one fold", made(60), Options{Folds: 1}, CodeOptions)
	refused("a group without fold", made(60), Options{FoldOf: map[string]int{"g00": 1}}, CodeFolds)
	same := map[string]int{}
	for i := range 30 {
		same[fmt.Sprintf("g%02d", i)] = 0
	}
	refused("all in one fold", made(60), Options{FoldOf: same}, CodeFolds)
	_, err = Run(made(60), Options{Models: []string{"eu/pair-lest"}})
	var name *bargain.NameError
	if !errors.As(err, &name) || name.Nearest != "eu/pair-least" {
		t.Errorf("an unknown model: %v", err)
	}
}

// With too little resolved in each training part the default weights are used
// and the report says so.
func TestFewResolved(t *testing.T) {
	r, err := Run(made(33), Options{Draws: 50})
	if err != nil {
		t.Fatal(err)
	}
	if r.Pool.Fitted || r.Pool.Weights != bargain.DefaultWeights || !strings.Contains(strings.Join(r.Cautions, " "), bargain.DefaultLabel) {
		t.Errorf("%+v", r.Pool)
	}
}

func TestPredict(t *testing.T) {
	train, record := made(90), made(120)
	record.Decisions = record.Decisions[84:] // two issues groups overlap with train
	p, err := Predict(train, record)
	if err != nil {
		t.Fatal(err)
	}
	if p.Format != PredictFormat || len(p.Issues) != 36 || p.Weights == bargain.DefaultWeights || len(p.Warnings) != 1 || !strings.HasPrefix(p.Warnings[0], "6 of 36") {
		t.Errorf("%d issues, weights %+v, warnings %q", len(p.Issues), p.Weights, p.Warnings)
	}
	for _, f := range p.Issues {
		if d := f.Distribution; (d.CRPS == nil) != (f.Outcome == nil) || d.Weights != p.Weights || d.CDF[200] != 1 || d.Quantiles.P05 > d.Quantiles.P95 {
			t.Errorf("%s: %+v", f.ID, d)
		}
	}
	if _, err := PredictWith("pool9", train, record); err == nil {
		t.Error("an unknown form is used")
	}
	if p, err := PredictWith(Pool5Markov, nil, record); err != nil || p.Form != Pool5 {
		t.Errorf("without training the default belongs to %s, got %+v (%v)", Pool5, p.Form, err)
	}
	for name, train := range map[string]*Record{"none": nil, "few": made(20)} {
		p, err := Predict(train, record)
		if err != nil {
			t.Fatal(err)
		}
		if p.Weights != bargain.DefaultWeights || p.Label != bargain.DefaultLabel || (train != nil) != (len(p.Warnings) == 1) {
			t.Errorf("%s: %+v, %q, %q", name, p.Weights, p.Label, p.Warnings)
		}
	}
}
