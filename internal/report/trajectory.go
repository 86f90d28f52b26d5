package report

import (
	"fmt"
	"math"
	"strings"

	"entente/bargain"
)

// trajectory writes a run of a dynamic model: how it ended, the outcome by
// round beside the static forecast, where the actors went, and every move.
func (t *lensWriter) trajectory(r *bargain.Trajectory, moves bool) {
	t.hang("  ", "Switches: "+settings(r.Switches)+".")
	t.hang("  ", ended(r))
	if len(r.Issues) > manyIssues {
		t.manyRounds(r)
	} else {
		for k := range r.Issues {
			t.rounds(r, k)
		}
		t.places(r)
	}
	if r.ExchangeReport != nil {
		t.exchanges(r)
	}
	if moves && r.ExchangeReport == nil {
		t.heading("Moves")
		for _, m := range r.Moves {
			t.hang("  ", m.Words)
		}
	}
	for _, l := range r.Limits {
		t.hang("  Limit: ", l)
	}
}

func settings(s bargain.Settings) string {
	out := make([]string, len(s))
	for i, x := range s {
		out[i] = x.Switch + "=" + x.Value
	}
	return strings.Join(out, ", ")
}

// stopWords says why a run ended.
var stopWords = map[bargain.Stop]string{
	bargain.StopNoOffers: "nobody had an offer to make or to take",
	bargain.StopSettled:  "it settled",
	bargain.StopCycle:    "a state came back, so that the rest repeats",
	bargain.StopLimit:    "the most rounds were played",
}

func ended(r *bargain.Trajectory) string {
	text := fmt.Sprintf("Ended after %s: %s (%s).", plural(len(r.Rounds)-1, "round", "rounds"), stopWords[r.Stop], r.Stop)
	if len(r.Stops) > 1 && len(r.Stops) <= manyIssues {
		each := make([]string, len(r.Stops))
		for i, s := range r.Stops {
			each[i] = s.Issue + " " + string(s.Stop)
		}
		text += " By issue: " + strings.Join(each, ", ") + "."
	}
	if len(r.NeverMoved) > 0 {
		text += " Never moved: " + strings.Join(r.NeverMoved, ", ") + "."
	}
	return text
}

// shownRounds are the rounds of a long run that are shown: the first ones, and
// the last.
const shownRounds = 12

func (t *lensWriter) rounds(r *bargain.Trajectory, k int) {
	is := r.Issues[k]
	u := unitOf(is.Length()).finer()
	t.heading(is.ID + " by round; the static forecast is " + u.present(r.Rounds[0].WeightedMean[k]) + ", the weighted mean of round 0")
	tab := &table{heads: []string{">round", ">weighted mean", ">weighted median", ">election", ">moved", ">largest move"}}
	for i := range r.Rounds {
		if i >= shownRounds && i < len(r.Rounds)-1 {
			continue
		}
		round := &r.Rounds[i]
		elected := "–"
		if len(round.PCEMean) > k {
			elected = u.present(round.PCEMean[k])
		}
		tab.row(whole(round.Round), u.present(round.WeightedMean[k]), u.present(round.WeightedMedian[k]), elected,
			whole(round.Moved), fmt.Sprintf("%.1f%%", 100*round.MaxMove))
	}
	tab.text(&t.b, "  ", t.Width)
}

// manyRounds is one line an issue.
func (t *lensWriter) manyRounds(r *bargain.Trajectory) {
	tab := &table{heads: []string{"issue", ">static forecast", ">weighted mean at the end", ">weighted median", "ended"}}
	last := r.Last()
	for k, is := range r.Issues {
		u, stop := unitOf(is.Length()).finer(), r.Stop
		if len(r.Stops) == len(r.Issues) {
			stop = r.Stops[k].Stop
		}
		tab.row(is.ID, u.present(r.Rounds[0].WeightedMean[k]), u.present(last.WeightedMean[k]), u.present(last.WeightedMedian[k]), string(stop))
	}
	tab.text(&t.b, "  ", t.Width)
}

// places are where the actors began and ended.
func (t *lensWriter) places(r *bargain.Trajectory) {
	t.heading("Positions, first and last")
	tab := &table{heads: []string{"actor"}}
	for _, is := range r.Issues {
		tab.heads = append(tab.heads, is.ID)
	}
	last := r.Last()
	for i, a := range r.Actors {
		row := []string{a}
		for k, is := range r.Issues {
			u := unitOf(is.Length()).finer()
			from, to := r.Rounds[0].Positions[i][k], last.Positions[i][k]
			switch {
			case math.IsNaN(from):
				row = append(row, "–")
			case u.num(from) == u.num(to):
				row = append(row, u.num(from))
			default:
				row = append(row, u.num(from)+" → "+u.num(to))
			}
		}
		tab.row(row...)
	}
	tab.text(&t.b, "  ", t.Width)
}

func (t *lensWriter) exchanges(r *bargain.Trajectory) {
	head := "No exchange was realised"
	if n := len(r.Exchanges); n > 0 {
		head = plural(n, "exchange", "exchanges") + " realised, the largest gain first in each round"
	}
	t.heading(head)
	for _, e := range r.Exchanges {
		t.hang("  ", e.Words)
	}
	tab := &table{heads: []string{"outcome of", ">before", ">after", ">over ties"}}
	for k, is := range r.Issues {
		u := unitOf(is.Length()).finer()
		ties := "–"
		if g := r.TieRange; g != nil {
			ties = u.between(g.ScaleLow.Values[k], g.ScaleHigh.Values[k])
		}
		tab.row(is.ID, u.present(r.ScaleBefore.Values[k]), u.present(r.ScaleAfter.Values[k]), ties)
	}
	tab.text(&t.b, "  ", t.Width)
	if g := r.TieRange; g != nil {
		words := fmt.Sprintf("Over ties: %s by the rule %s", plural(g.Runs, "run", "runs"), g.Rule)
		if !g.Complete {
			words += "; not every choice was followed"
		}
		t.hang("  ", words+".")
	}
}
