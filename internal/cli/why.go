package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"entente/internal/analysis"
	"entente/internal/codec/yaml"
	"entente/internal/problem"
	"entente/internal/report"
	"entente/model"
)

func (a *app) whyCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "why CASE CONCLUSION",
		Short: "Trace a conclusion down to paragraphs",
		Long: `Why shows what a conclusion rests on: the rule of each lens that speaks, its inputs with
what matters most first, the claims behind each input, and the paragraph where each claim
stands, or the words that there is none. In place of a conclusion the path of a number
may stand, such as russia.base-access.position.

A conclusion with a test for bargaining is also put to the challenge models, under every
reading of their contested points: in how many it holds, and which of them decides.`,
		Example: `  entente why hamadan-2016 temporary-only
  entente why hamadan-2016 russia.base-access.position`,
		Args:              arguments(1, 2, "CASE CONCLUSION"),
		ValidArgsFunction: completeConclusion,
	}
	f.add(cmd, true)
	cmd.RunE = work(func(cmd *cobra.Command, args []string) error {
		file, list := openCase(args[0])
		if list.HasErrors() {
			return list
		}
		o, list := f.options(file)
		if len(args) == 1 {
			return append(list, usage("usage/missing-argument", "entente why wants a conclusion and got none.", has("conclusions", conclusions(file)))...)
		}
		known := explainable(file, args[1])
		if known == "" {
			list = append(list, unknownConclusion(file, args[1])...)
		}
		if list.HasErrors() {
			return list
		}
		var w *analysis.Why
		var readings *analysis.Readings
		var err error
		if known == "number" {
			w, err = analysis.ExplainNumber(file, model.Path(args[1]))
		} else {
			p := a.progress(file.Case.ID)
			o.Progress, o.Levers = p.update, false
			w, err = analysis.Explain(cmd.Context(), file, model.ConclusionID(args[1]), o)
			p.done()
			if err == nil && cmd.Context().Err() == nil {
				readings, err = readingsOf(cmd.Context(), file, model.ConclusionID(args[1]), o)
			}
		}
		if err != nil {
			return err
		}
		if f.json {
			err = writeJSON(&a.out, whyWithReadings{w, readings})
		} else {
			if err = report.WhyText(&a.out, w, report.TextStyle{}); err == nil && readings != nil {
				err = report.ReadingsText(&a.out, readings, report.TextStyle{})
			}
		}
		if err == nil && known != "number" {
			err = cutShort(w.Draws, o.Draws)
		}
		return err
	})
	return cmd
}

// whyWithReadings is a trace with what the models of moves say, where they can.
type whyWithReadings struct {
	*analysis.Why
	Readings *analysis.Readings `json:"readings,omitempty"`
}

// readingsOf is nil where no model of bargaining can speak, or where none of
// its readings can take the issue.
func readingsOf(ctx context.Context, file *yaml.File, id model.ConclusionID, o analysis.Options) (*analysis.Readings, error) {
	if !analysis.Bargained(file.Case.Conclusion(id)) {
		return nil, nil
	}
	o.Progress = nil
	r, err := analysis.RunReadings(ctx, file, id, analysis.DefaultFamily, o)
	if analysis.Problems(err, "") != nil || errors.Is(err, context.Canceled) {
		return nil, nil // the static lens has said what is wrong, or the trace so far stands
	}
	return r, err
}

// explainable says what the word names: a conclusion, a number, or nothing.
func explainable(f *yaml.File, word string) string {
	if f.Case.Conclusion(model.ConclusionID(word)) != nil {
		return "conclusion"
	}
	for _, p := range f.Case.Params() {
		if string(p.Path) == word {
			return "number"
		}
	}
	return ""
}

func conclusions(f *yaml.File) []string {
	var ids []string
	for i := range f.Case.Conclusions {
		ids = append(ids, string(f.Case.Conclusions[i].ID))
	}
	return ids
}

func unknownConclusion(f *yaml.File, word string) problem.List {
	ids := conclusions(f)
	all := slices.Clone(ids)
	for _, p := range f.Case.Params() {
		all = append(all, string(p.Path))
	}
	return usage("usage/unknown-conclusion", fmt.Sprintf("The case %s has no conclusion and no number %q.", f.Case.ID, word), didYouMean(word, all)+has("conclusions", ids))
}
