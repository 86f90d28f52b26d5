package report

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
	"sync"

	"entente/internal/analysis"
	"entente/internal/report/svg"
	"entente/model"
)

//go:embed memo.html.tmpl
var memoTemplate string

//go:embed memo.css
var memoCSS string

// parsed is made on first use: most commands write no page.
var parsed = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("memo").Funcs(template.FuncMap{
		"anchor":     anchor,
		"basis":      basisWords,
		"join":       strings.Join,
		"says":       says,
		"kind":       kindOf,
		"source":     sourceLine,
		"baseline":   baseline,
		"changes":    changes,
		"scale":      scale,
		"silent":     silences,
		"words":      issueWords,
		"record":     record,
		"mapWords":   mapWords,
		"gameBefore": gameBefore,
		"gameAfter":  gameAfter,
		"explains":   func(s analysis.ExplanationSet) []string { return explanationWords(&s) },
		"lensTitle":  func(s string) string { return lensTitle(model.Lens(s)) },
	}).Parse(memoTemplate))
})

// HTML writes the memo as one page that needs nothing else: no scripts, no
// fonts, nothing fetched.
func (m Memo) HTML(w io.Writer) error {
	return parsed().Execute(w, page{Memo: m})
}

// page is what the template sees.
type page struct{ Memo }

func (page) CSS() template.CSS { return template.CSS(memoCSS + svg.CSS) }

func (p page) How() string { return howToRead }

func (p page) Asked() []analysis.QuestionAnswer {
	var out []analysis.QuestionAnswer
	for _, q := range p.Result.Questions {
		if q.Kind == "" {
			out = append(out, q)
		}
	}
	return out
}

// Basis is what an input rests on, as words.
func (p page) Basis(in analysis.Influence) string { return p.basis(in) }

// Trace is the way from a conclusion to paragraphs.
func (p page) Trace(c analysis.ConclusionAnswer) []traced { return p.trace(&c, traceDepth) }

func (p page) Citations(source string) []cited { return p.citations(source) }

// Cells is a table ready for the template.
func (p page) Cells(t *table, caption string) cells {
	c := cells{Caption: caption, Provenance: p.Provenance()}
	for i := range t.heads {
		c.Heads = append(c.Heads, cell{t.head(i), t.right(i)})
	}
	for _, r := range t.rows {
		row := make([]cell, len(r))
		for i, s := range r {
			row[i] = cell{s, t.right(i)}
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

type cells struct {
	Caption, Provenance string
	Heads               []cell
	Rows                [][]cell
}

type cell struct {
	Text  string
	Right bool
}

// Class keeps figures at the right and dates and other short words on one line.
func (c cell) Class() string {
	switch {
	case c.Right:
		return "n"
	case len(c.Text) <= 10 && !strings.Contains(c.Text, " "):
		return "s"
	}
	return ""
}

func (p page) Scored() cells {
	return p.Cells(p.scoredQuestions(), "Questions that time will score, with their rules")
}

func (p page) Shares(c analysis.ConclusionAnswer) cells {
	return p.Cells(p.methodShares(&c), "In how many draws the test of "+c.ID+" holds")
}

func (p page) Outcomes(i analysis.IssueAnswer) cells {
	return p.Cells(p.outcomes(&i), "Where "+i.ID+" settles, by method")
}

func (p page) ForecastOf(i analysis.IssueAnswer) cells {
	return p.Cells(p.forecast(&i), "A forecast of "+i.ID+", with the error that such forecasts have made")
}

func (p page) Stances(i analysis.IssueAnswer) cells {
	return p.Cells(p.stances(&i), "Who wants what on "+i.ID+" (medians)")
}

func (p page) Influences(i analysis.IssueAnswer) cells {
	return p.Cells(p.influences(firstInfluences(i.Tornado, tornadoBars), unitOfIssue(&i)), "What moves the weighted mean on "+i.ID)
}

func (p page) Explanations(s analysis.ExplanationSet) cells {
	return p.Cells(p.explanations(&s), "The explanations of "+s.ID+", posteriors over the draws")
}

func (p page) EvidenceOf(s analysis.ExplanationSet) cells {
	return p.Cells(p.evidenceOf(&s), "What each report adds, in bits; one more than another doubles the odds")
}

func (p page) Rules(s analysis.StateAnswer) cells {
	return p.Cells(p.rules(&s), s.Name+" on "+s.Issue+", by rule")
}

func (p page) Parts(s analysis.StateAnswer) cells {
	return p.Cells(p.parts(&s), "The parts of "+s.Name+" on "+s.Issue+" (medians)")
}

func (p page) Levers() cells {
	return p.Cells(p.levers(), "What each what-if does, against the case as written")
}

func (p page) Moves() cells {
	return p.Cells(p.moves(), "What each what-if does to each issue's weighted mean, draw by draw")
}

// keyAssumptions is how many assumptions the memo shows before its annex.
const keyAssumptions = 12

// Key are the assumptions that do most to the answers.
func (p page) Key() cells {
	return p.Cells(p.assumptions(keyAssumptions), "What rests on the analyst's word alone, by what it does to the answers")
}

// More is how many assumptions Key leaves out.
func (p page) More() int { return max(len(p.Result.Assumptions)-keyAssumptions, 0) }

func (p page) Assumptions() cells {
	return p.Cells(p.assumptions(len(p.Result.Assumptions)), "Numbers that rest on the analyst's word alone, by what they do to the answers")
}

func (p page) Watch() cells { return p.Cells(p.watch(), "Early signs, by date") }

// Verdicts is the table conclusions × lenses, with a link from each row.
func (p page) Verdicts() verdicts {
	v := verdicts{Lenses: lensNames(), Provenance: p.Provenance()}
	t := p.verdicts(v.Lenses)
	for i, c := range p.Result.Conclusions {
		v.Rows = append(v.Rows, verdictRow{c.ID, c.Says, t.rows[i][1:]})
	}
	return v
}

type verdicts struct {
	Lenses     []string
	Rows       []verdictRow
	Provenance string
}

type verdictRow struct {
	ID, Says string
	Cells    []string
}

// IssueSVG, TornadoSVG and StateSVG are charts made by this program from escaped
// text, hence safe as they stand.
func (p page) IssueSVG(id string) template.HTML   { return inline(p.IssueChart(id)) }
func (p page) TornadoSVG(id string) template.HTML { return inline(p.TornadoChart(id)) }

func (p page) StateSVG(s analysis.StateAnswer) template.HTML { return inline(p.StateChart(&s)) }

func inline(c svg.Chart, ok bool) template.HTML {
	if !ok {
		return ""
	}
	return template.HTML(c.Inline())
}
