package backtest

import (
	"math"
	"strconv"
	"testing"

	"entente/bargain"
	"entente/score"
)

// summary is the shape of deu3_train_summary.json.
type summary struct {
	Points map[string]struct {
		N        int
		MAE      float64
		MAECI    [2]float64 `json:"mae_ci95"`
		MedianAE float64    `json:"median_ae"`
		RMSE     float64
		Within10 float64
		Minus    float64    `json:"minus_weighted_mean"`
		MinusCI  [2]float64 `json:"minus_weighted_mean_ci95"`
	}
	Distributions struct {
		One     map[string]crpsRow          `json:"one_split"`
		Weights struct{ Rows [][5]float64 } `json:"one_split_pool5_weights_by_fold"`
		All     bargain.Weights             `json:"pool5_weights_fitted_on_all_training_issues"`
		Ten     map[string]crpsRow          `json:"ten_splits_mean"`
	}
	Brier struct {
		Two   int        `json:"with_outcome_not_50"`
		Share float64    `json:"share_of_weight"`
		CI    [2]float64 `json:"share_ci95"`
		Pool5 float64
		All   struct {
			N     int
			Pool5 float64
		} `json:"all_issues_event_out_above_50"`
	}
}

type crpsRow struct {
	CRPS    float64
	CI      [2]float64 `json:"crps_ci95"`
	MAE     float64    `json:"median_mae"`
	Minus   float64    `json:"minus_pooled"`
	MinusCI [2]float64 `json:"minus_pooled_ci95"`
	Cover   float64    `json:"cover80"`
}

// Tolerances of the reference: points as stated there; intervals because
// another generator gives other resamples; CRPS because the reference sums on a
// grid of half a point; weights as stated there. Another draw of ten
// assignments moves the mean CRPS by about 0.1.
const (
	tolPoint    = 0.001
	tolInterval = 0.15
	tolCRPS     = 0.1
	tolWeight   = 0.03
	tolMAE      = 0.1
	tolAssign   = 0.2
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s is %.4f, want %.4f (tolerance %v)", what, got, want, tol)
	}
}

func nearInterval(t *testing.T, what string, got score.Interval, want [2]float64, tol float64) {
	t.Helper()
	near(t, what+", lower", got.Low, want[0], tol)
	near(t, what+", upper", got.High, want[1], tol)
}

func folds(t testing.TB) map[string]int {
	of := make(map[string]int)
	for _, row := range table(t, reference(t, "deu3_train_folds.csv"), ',')[1:] {
		f, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatal(err)
		}
		of[row[0]] = f
	}
	return of
}

func TestReferencePoints(t *testing.T) {
	record := deu(t)
	rows := table(t, reference(t, "deu3_train_points.csv"), ',')
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	b, err := newBench(record, Options{Draws: 1})
	if err != nil {
		t.Fatal(err)
	}
	bySubject := make(map[string]*subject)
	for i := range b.subjects {
		bySubject[b.subjects[i].id] = &b.subjects[i]
	}
	compared := 0
	for _, row := range rows[1:] {
		s := bySubject[row[0]]
		if s == nil {
			if row[column["outcome"]] != "" {
				t.Errorf("%s is missing", row[0])
			}
			continue
		}
		check := func(name string, got float64) {
			want, err := strconv.ParseFloat(row[column[name]], 64)
			if err != nil {
				t.Fatal(err)
			}
			near(t, row[0]+" "+name, got, want, 1e-6)
			compared++
		}
		check("outcome", s.Outcome)
		check("spread", s.Spread)
		for _, m := range staticMethods() {
			if _, ok := column[m.name]; ok {
				x, _ := m.at(s)
				check(m.name, x)
			}
		}
		check("two_position", indicator(atEnds(s.item)))
	}
	if compared != 247*10 {
		t.Errorf("%d numbers compared, want 2470", compared)
	}
}

func TestReferenceSummary(t *testing.T) {
	var want summary
	referenceJSON(t, "deu3_train_summary.json", &want)
	got, err := Run(deu(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range want.Points {
		p := got.Point(name)
		if p == nil {
			t.Errorf("%s is not scored", name)
			continue
		}
		if p.N != w.N {
			t.Errorf("%s: on %d issues, want %d", name, p.N, w.N)
		}
		near(t, name+" MAE", p.MAE.Mean, w.MAE, tolPoint)
		nearInterval(t, name+" MAE", p.MAE, w.MAECI, tolInterval)
		near(t, name+" median AE", p.MedianAE, w.MedianAE, tolPoint)
		near(t, name+" RMSE", p.RMSE, w.RMSE, tolPoint)
		near(t, name+" within 10", p.Within10, w.Within10, tolPoint)
		if p.MinusBaseline != nil {
			near(t, name+" minus mean", p.MinusBaseline.Mean, w.Minus, tolPoint)
			nearInterval(t, name+" minus mean", *p.MinusBaseline, w.MinusCI, tolInterval)
		}
	}
	for name, w := range want.Distributions.Ten {
		d := got.Distribution(name)
		near(t, name+" CRPS", d.CRPS.Mean, w.CRPS, tolAssign)
		near(t, name+" MAE of the median", d.MAE.Mean, w.MAE, tolAssign)
		near(t, name+" coverage", d.Cover80, w.Cover, 0.02)
		near(t, name+" minus pooled errors", d.MinusPooled.Mean, w.Minus, tolAssign)
	}
	all, w := got.Pool.Weights, want.Distributions.All
	sameWeights(t, "all issues", all, [5]float64{w.PosCS, w.PosS, w.Uniform, w.Norm10, w.Near60})
	sameWeights(t, "without errors", got.Pool.Without, [5]float64{0.16, 0.28, 0.21, 0.35, 0})

	b, err := newBench(deu(t), Options{Draws: 1})
	if err != nil {
		t.Fatal(err)
	}
	var share, pool []float64
	for i, d := range got.Decisions {
		happened, decided := b.items[i].nearerUpper()
		if decided && atEnds(b.items[i]) {
			share = append(share, square(*d.Points[0]/100-indicator(happened)))
			pool = append(pool, square(*d.NearerUpper-indicator(happened)))
		}
	}
	if len(share) != want.Brier.Two {
		t.Errorf("%d issues with positions at both ends alone, want %d", len(share), want.Brier.Two)
	}
	near(t, "Brier of the share of weight", average(share), want.Brier.Share, tolPoint)
	near(t, "Brier of the pool", average(pool), want.Brier.Pool5, 0.01)
	above := got.Distribution(Pool5).BrierAbove
	near(t, "issues decided above or below the middle", float64(above.N), float64(want.Brier.All.N), 0)
	near(t, "Brier of the pool, above the middle", above.Mean, want.Brier.All.Pool5, 0.01)
	for _, s := range append(got.Says, got.Cautions...) {
		t.Log(s)
	}
}

// atEnds is what the reference calls a two-position issue: the two are the ends
// of the scale. The program counts any two.
func atEnds(it item) bool {
	lower, upper, two := it.Positions()
	return two && lower == 0 && upper == 100
}

func square(x float64) float64 { return x * x }

func average(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// The aim that the method is held to: cross-validated CRPS at most 15.5 and
// below that of pooled errors, the median no worse than the weighted mean.
func TestForecastIsWorthItsName(t *testing.T) {
	got, err := Run(deu(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	pool := got.Distribution(Pool5)
	if pool.CRPS.Mean > 15.5 || pool.MinusPooled.High >= 0 || pool.MAE.Mean > 22.3 {
		t.Errorf("CRPS %.2f (at most 15.5), minus pooled errors up to %.2f (below 0), MAE %.2f (at most 22.3)", pool.CRPS.Mean, pool.MinusPooled.High, pool.MAE.Mean)
	}
	for _, p := range got.Points {
		if p.PoolMinus.Mean >= 0 {
			t.Errorf("CRPS is %.2f above that of %s with its errors", p.PoolMinus.Mean, p.Method)
		}
	}
}

func TestReferenceOneSplit(t *testing.T) {
	var want summary
	referenceJSON(t, "deu3_train_summary.json", &want)
	got, err := Run(deu(t), Options{FoldOf: folds(t), Draws: 100})
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range want.Distributions.One {
		d := got.Distribution(name)
		near(t, name+" CRPS", d.CRPS.Mean, w.CRPS, tolCRPS)
		near(t, name+" MAE of the median", d.MAE.Mean, w.MAE, tolMAE)
	}
	if len(got.Pool.ByFold) != len(want.Distributions.Weights.Rows) {
		t.Fatalf("%d folds, want %d", len(got.Pool.ByFold), len(want.Distributions.Weights.Rows))
	}
	for f, row := range want.Distributions.Weights.Rows {
		sameWeights(t, "fold "+strconv.Itoa(f), got.Pool.ByFold[f], row)
	}
}

// Forecasting a fold from the others is what the back-test scores.
func TestPredictIsWhatIsScored(t *testing.T) {
	record, of := deu(t), folds(t)
	scored, err := Run(record, Options{FoldOf: of, Draws: 100})
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]DecisionScore)
	for _, d := range scored.Decisions {
		want[d.ID] = d
	}
	markovSum, n := 0.0, 0
	for fold := range 10 {
		train, test := &Record{Name: "train"}, &Record{Name: "test"}
		for _, d := range record.Decisions {
			if f, ok := of[d.Group]; ok && f == fold {
				test.Decisions = append(test.Decisions, d)
			} else {
				train.Decisions = append(train.Decisions, d)
			}
		}
		p, err := Predict(train, test)
		if err != nil {
			t.Fatal(err)
		}
		around, err := PredictWith(Pool5Markov, train, test)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Warnings) != 0 || around.Form != Pool5Markov {
			t.Errorf("form %s, warnings %q", around.Form, p.Warnings)
		}
		for i, f := range p.Issues {
			if f.Outcome == nil {
				continue
			}
			near(t, f.ID+" CRPS", *f.Distribution.CRPS, want[f.ID].CRPS, 1e-9)
			near(t, f.ID+" median", f.Distribution.Quantiles.P50, want[f.ID].Median, 1e-9)
			markovSum += *around.Issues[i].Distribution.CRPS
			n++
		}
	}
	if n != 247 {
		t.Errorf("%d issues compared, want 247", n)
	}
	near(t, "CRPS of the other form", markovSum/float64(n), scored.Distribution(Pool5Markov).CRPS.Mean, 1e-9)
}

func sameWeights(t *testing.T, what string, w bargain.Weights, want [5]float64) {
	t.Helper()
	for k, x := range []float64{w.PosCS, w.PosS, w.Uniform, w.Norm10, w.Near60} {
		near(t, what+", weight "+strconv.Itoa(k), x, want[k], tolWeight)
	}
}

func BenchmarkStaticMethodsOnDEU(b *testing.B) {
	record := deu(b)
	for b.Loop() {
		if _, err := Run(record, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAllMethodsOnDEU(b *testing.B) {
	record := deu(b)
	var models []string
	for _, m := range bargain.Models() {
		models = append(models, m.Name)
	}
	for b.Loop() {
		if _, err := Run(record, Options{Models: models, Positions: []string{"com", "ep"}}); err != nil {
			b.Fatal(err)
		}
	}
}
