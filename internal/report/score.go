package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"entente/internal/solo"
	"entente/score"
)

// shownAnswers is how many resolved questions the text lists; JSON has them all.
const shownAnswers = 40

// ScoreText writes the report on a ledger for a terminal.
func ScoreText(w io.Writer, r *solo.Scoring, s TextStyle) error {
	t := newLensWriter(s)
	t.title(r.File + ": the record")
	t.hang("", strings.Join([]string{plural(r.Lines, "line", "lines"), plural(r.Questions, "question", "questions"),
		strconv.Itoa(r.Resolved) + " resolved", strconv.Itoa(r.Open) + " open", strconv.Itoa(r.Void) + " void", "entente " + r.Version}, " · "))
	t.hang("", "The chain holds. Its head: "+r.Head)
	t.hang("", "The head shows that nothing was changed only to those who saw it before: post it where others see it.")
	if len(r.Scores) == 0 {
		t.b.WriteString("\n")
		t.hang("", "No question with a forecast is resolved, so there is nothing to score.")
	}
	t.scores(r.Report)
	t.calibration(r.Calibration)
	t.worst(r.Worst)
	t.answered(r.Table)
	if len(r.VoidOnes) > 0 {
		t.heading("Void questions, counted and not scored")
		for _, v := range r.VoidOnes {
			t.hang("  "+v.Question+"  ", orNothing(v.Reason, "no reason given"))
		}
	}
	t.list("Warnings", r.Warnings, 10)
	return t.flush(w)
}

func orNothing(s, nothing string) string {
	if s == "" {
		return nothing
	}
	return s
}

func (t *lensWriter) scores(r *score.Report) {
	for _, s := range r.Scores {
		what := string(s.Kind)
		if s.Unit != "" {
			what += ", in " + s.Unit
		}
		t.heading(fmt.Sprintf("%s, %s: %s of %d resolved", s.By, what, s.On, s.Of))
		if s.N == 0 {
			t.hang("  ", "No forecast stood for any time, so there is no score over time.")
			continue
		}
		line := fmt.Sprintf("%s, over time: %s %s; lower is better. Coverage %s of the questions' lives.", s.Form, points(s.Score), s.On, points(s.Coverage))
		if s.Log != nil {
			line += fmt.Sprintf(" Log score of the last forecasts: %s nats %s.", nats(*s.Log), s.On)
		}
		t.hang("  ", line)
		if s.Imputed != nil {
			t.hang("  ", fmt.Sprintf("With the base rate where there is no forecast: %s on %s.", points(*s.Imputed), plural(s.ImputedN, "question", "questions")))
		}
		if s.Range != nil {
			t.hang("  ", fmt.Sprintf("The stated 90%% range held the outcome in %d of %d.", s.Range.Held, s.Range.N))
		}
		tab := &table{heads: []string{"against", ">n", ">score", ">reference", ">skill", ">difference", ">95% interval", "verdict"}}
		hindsight := 0
		for _, x := range s.References {
			skill := "–"
			if x.Skill != nil {
				skill = strconv.FormatFloat(*x.Skill, 'f', 2, 64)
			}
			d := x.Difference
			tab.row(x.Name, strconv.Itoa(x.N), points(x.Score), points(x.Reference), skill, signedPoints(d.Mean), signedPoints(d.Low)+" to "+signedPoints(d.High), x.Verdict)
			hindsight += x.Hindsight
		}
		tab.text(&t.b, "  ", t.Width)
		if hindsight > 0 {
			t.hang("  ", fmt.Sprintf("The base rate of %s was taken from the same outcomes: hindsight.", plural(hindsight, "question", "questions")))
		}
	}
}

func (t *lensWriter) calibration(plots []score.Plot) {
	for _, p := range plots {
		name := "all yes-or-no questions"
		if p.Name != "" {
			name = p.Of + " " + p.Name
		}
		rel, d := p.Reliability, p.Decomposition
		t.heading(fmt.Sprintf("Calibration, %s: on %s", name, plural(rel.N, "last forecast", "last forecasts")))
		if rel.TooFew {
			t.hang("  ", "Too few to say.")
		}
		tab := &table{heads: []string{"said", ">n", ">mean forecast", ">happened", ">90% interval", "few"}}
		for _, b := range rel.Bins {
			few := ""
			if b.Few {
				few = "few"
			}
			tab.row(fmt.Sprintf("%.1f..%.1f", b.Low, b.High), strconv.Itoa(b.N), points(b.MeanForecast), points(b.Frequency), points(b.Interval[0])+" to "+points(b.Interval[1]), few)
		}
		tab.text(&t.b, "  ", t.Width)
		t.hang("  ", fmt.Sprintf("Brier %s = reliability %s − resolution %s + uncertainty %s + within-bin variance %s − within-bin covariance %s.",
			points(d.Brier), points(d.Reliability), points(d.Resolution), points(d.Uncertainty), points(d.WithinVariance), points(d.WithinCovariance)))
	}
}

func (t *lensWriter) worst(list []score.Miss) {
	if len(list) == 0 {
		return
	}
	t.heading("The worst by log score")
	for _, m := range list {
		words := fmt.Sprintf("%s gave %s to what happened: %s nats (line %d).", m.By, points(m.P), nats(m.Log), m.Line)
		if m.Because != "" {
			words += " Because: " + m.Because + "."
		}
		switch {
		case m.Blame != "" || m.PostMortem != "":
			words += " Post-mortem: " + strings.Trim(m.Blame+", "+m.PostMortem, ", ") + "."
			if len(m.Blames) > 0 {
				words += " It blames " + strings.Join(m.Blames, ", ") + "."
			}
		default:
			words += " No post-mortem."
		}
		t.hang("  "+m.Question+"  ", words)
	}
}

func (t *lensWriter) answered(list []score.Answered) {
	if len(list) == 0 {
		return
	}
	t.heading("Resolved questions")
	tab := &table{heads: []string{"question", "outcome", "by", ">last", ">score", ">coverage", ">nats", ">pool"}}
	for _, a := range list[:min(len(list), shownAnswers)] {
		pool := ""
		if a.Pool != nil {
			pool = fmt.Sprintf("%s, spread %s", points(a.Pool.Log), points(a.Pool.Spread))
		}
		if len(a.Forecasts) == 0 {
			tab.row(a.Question, a.Outcome, "nobody", "", "", "", "", "")
		}
		for _, f := range a.Forecasts {
			last, sc, log := "in --json", "–", ""
			switch p := f.Last.(type) {
			case float64:
				last = points(p)
			case []float64:
				words := make([]string, len(p))
				for i, q := range p {
					words[i] = points(q)
				}
				last = strings.Join(words, " ")
			}
			if f.Score != nil {
				sc = points(*f.Score)
			}
			if f.Log != nil {
				log = nats(*f.Log)
			}
			tab.row(a.Question, a.Outcome, f.By, last, sc, points(f.Coverage), log, pool)
			pool = ""
		}
	}
	tab.text(&t.b, "  ", t.Width)
	if len(list) > shownAnswers {
		t.hang("  ", fmt.Sprintf("and %d more; --json has them all.", len(list)-shownAnswers))
	}
	t.hang("  ", "The pool is the mean of the last forecasts' log odds, with equal weights; spread is the largest less the smallest.")
}

// points writes a score or a probability.
func points(x float64) string {
	if a := math.Abs(x); a >= 1000 || a > 0 && a < 0.0005 {
		return strconv.FormatFloat(x, 'g', 3, 64)
	}
	return strconv.FormatFloat(x, 'f', 3, 64)
}

func signedPoints(x float64) string {
	switch s := points(math.Abs(x)); {
	case x > 0:
		return "+" + s
	case x < 0:
		return "−" + s
	default:
		return s
	}
}

func nats(n score.Nats) string {
	if math.IsInf(float64(n), 1) {
		return "infinite"
	}
	return points(float64(n))
}
