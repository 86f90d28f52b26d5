package eval

import (
	"strings"

	"entente/evidence"
)

func evidenceAsOf(in struct {
	AsOf  *string `json:"as_of" required:"true"`
	Items []struct {
		ID        string  `json:"id" required:"true"`
		Published *string `json:"published"`
	} `json:"items" required:"true"`
	Admit map[string]string `json:"admit"`
}) (any, error) {
	day, err := evidence.ParseDay(*in.AsOf)
	if err != nil {
		return nil, err
	}
	type refused struct {
		ID     string           `json:"id"`
		Reason evidence.Refusal `json:"reason"`
	}
	out := struct {
		Admitted []string  `json:"admitted"`
		Refused  []refused `json:"refused"`
	}{[]string{}, []refused{}}
	for _, item := range in.Items {
		var published evidence.Period
		if item.Published != nil {
			if published, err = evidence.ParsePeriod(*item.Published); err != nil {
				return nil, err
			}
		}
		overruled := strings.TrimSpace(in.Admit[item.ID]) != ""
		if reason := evidence.Admit(published, day, overruled); reason != evidence.Admitted {
			out.Refused = append(out.Refused, refused{item.ID, reason})
		} else {
			out.Admitted = append(out.Admitted, item.ID)
		}
	}
	return out, nil
}

func evidenceLint(in struct {
	Ledger *evidence.Ledger `json:"ledger" required:"true"`
	Only   []string         `json:"only"`
	AsOf   *string          `json:"as_of"`
	Texts  map[string]text  `json:"texts"`
}) (any, error) {
	options := evidence.LintOptions{Only: in.Only}
	if in.AsOf != nil {
		day, err := evidence.ParseDay(*in.AsOf)
		if err != nil {
			return nil, err
		}
		options.AsOf = &day
	}
	if in.Texts != nil {
		options.Texts = map[string]*evidence.Finder{}
		for _, id := range sortedKeys(in.Texts) {
			whole, err := in.Texts[id].whole()
			if err != nil {
				return nil, err
			}
			options.Texts[id] = evidence.NewFinder(whole)
		}
	}
	x, err := evidence.NewIndex(in.Ledger)
	if err != nil {
		return nil, err
	}
	lints, err := x.Lint(options)
	if err != nil {
		return nil, err
	}
	return struct {
		Lints []evidence.Lint `json:"lints"`
	}{lints}, nil
}

type conclusionIn struct {
	ID     string   `json:"id" required:"true"`
	Says   string   `json:"says"`
	Rule   string   `json:"rule"`
	Inputs []string `json:"inputs" required:"true"`
}

func evidenceTrace(in struct {
	Ledger     *evidence.Ledger `json:"ledger" required:"true"`
	Conclusion *conclusionIn    `json:"conclusion" required:"true"`
}) (any, error) {
	x, err := evidence.NewIndex(in.Ledger)
	if err != nil {
		return nil, err
	}
	return x.Trace(evidence.Conclusion(*in.Conclusion)), nil
}

func evidenceDependents(in struct {
	Ledger      *evidence.Ledger `json:"ledger" required:"true"`
	Conclusions []conclusionIn   `json:"conclusions"`
	Remove      *struct {
		Source string `json:"source" required:"true"`
		Para   *int   `json:"para"`
	} `json:"remove" required:"true"`
}) (any, error) {
	x, err := evidence.NewIndex(in.Ledger)
	if err != nil {
		return nil, err
	}
	conclusions := make([]evidence.Conclusion, len(in.Conclusions))
	for i, c := range in.Conclusions {
		conclusions[i] = evidence.Conclusion(c)
	}
	return x.Dependents(conclusions, evidence.Removal{Source: in.Remove.Source, Para: in.Remove.Para}), nil
}
