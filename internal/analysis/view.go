package analysis

// View is the case itself as the workbench and the reports show it: the items
// with their evidence, and for every claim what it feeds.
type View struct {
	Format      string           `json:"format"` // entente.case/1
	Case        CaseRef          `json:"case"`
	Editable    bool             `json:"editable"` // false for a built-in case
	Origin      string           `json:"origin"`   // built-in, or the folder or file as the user named it
	CanUndo     bool             `json:"can_undo"`
	CanRedo     bool             `json:"can_redo"`
	Rooms       []string         `json:"rooms"` // rooms the case uses, in the order of thought
	Actors      []ActorView      `json:"actors"`
	Issues      []IssueView      `json:"issues"`
	Ties        []TieView        `json:"ties"`
	Sources     []SourceView     `json:"sources"`
	Claims      []ClaimView      `json:"claims"`
	Mechanisms  []MechanismView  `json:"mechanisms"`
	WhatIfs     []WhatIfRef      `json:"what_ifs"`
	Questions   []QuestionAnswer `json:"questions"` // without answers
	Conclusions []ConclusionView `json:"conclusions"`
	Params      []ParamView      `json:"params"` // every number, in case order
}

// ViewFormat names the JSON form of View.
const ViewFormat = "entente.case/1"

// ActorView is one actor.
type ActorView struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	Whole     string   `json:"whole,omitempty"`
	Composite bool     `json:"composite"`
	Rule      string   `json:"rule,omitempty"`
	Claims    []string `json:"claims"`
	Note      string   `json:"note,omitempty"`
}

// IssueView is one issue.
type IssueView struct {
	ID       string       `json:"id"`
	Question string       `json:"question"`
	Scale    []ScaleLabel `json:"scale"`
	Stances  []string     `json:"stances"` // actors with a stance
	Claims   []string     `json:"claims"`
}

// TieView is one tie.
type TieView struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Mutual bool   `json:"mutual"`
	Path   string `json:"path"`
}

// SourceView is one source and its lines in the ledger.
type SourceView struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Author    string `json:"author,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	Kind      string `json:"kind,omitempty"`
	PartOf    string `json:"part_of,omitempty"`
	Origin    string `json:"origin"`
	Grade     string `json:"grade,omitempty"`
	GradeWhy  string `json:"grade_why,omitempty"`
	Admitted  string `json:"admitted"` // yes, or the reason why not; "admitted by the analyst: ..." when overruled
	HasText   bool   `json:"has_text"`
}

// ClaimView is one claim, where it stands and what it feeds.
type ClaimView struct {
	ID            string      `json:"id"`
	Says          string      `json:"says,omitempty"`
	Kind          string      `json:"kind"`
	Modality      string      `json:"modality"`
	Speaker       string      `json:"speaker,omitempty"`
	Happened      string      `json:"happened,omitempty"`
	Said          string      `json:"said,omitempty"`
	Nameless      bool        `json:"nameless"`
	Context       bool        `json:"context"`
	Status        string      `json:"status"`
	Places        []PlaceView `json:"places"`
	Links         []string    `json:"links"` // "deal-payoff -> receptivity (-)"
	ConflictsWith []string    `json:"conflicts_with"`
	Feeds         []FeedView  `json:"feeds"`
	Line          int         `json:"line,omitempty"`
	File          string      `json:"file,omitempty"`
}

// PlaceView is a place in a source.
type PlaceView struct {
	Source string `json:"source"`
	From   int    `json:"from"` // paragraph; 0: the whole source
	To     int    `json:"to"`
	Text   string `json:"text"` // "ll ¶10"
	Grade  string `json:"grade,omitempty"`
	Origin string `json:"origin"`
	Title  string `json:"title"`
	// Words are the paragraph's own words, where the text is at hand on this
	// machine; no report carries them.
	Words string `json:"words,omitempty"`
}

// FeedView is something a claim stands behind.
type FeedView struct {
	What string `json:"what"` // number, link, actor, issue, tie, option, preference, driver, hypothesis, evidence, mechanism, what-if, conclusion, sign, question
	Path string `json:"path"`
	Role string `json:"role"` // supports, sets, bounds, contradicts
}

// MechanismView is one mechanism and its parts.
type MechanismView struct {
	ID     string   `json:"id"`
	Title  string   `json:"title"`
	Parts  []string `json:"parts"` // paths
	Claims []string `json:"claims"`
}

// ConclusionView is a conclusion as written.
type ConclusionView struct {
	ID      string            `json:"id"`
	Says    string            `json:"says"`
	Answers string            `json:"answers"`
	Under   []string          `json:"under,omitempty"`
	Tests   map[string]string `json:"tests"`
	Signs   []Sign            `json:"signs"`
}

// ParamView is one number of the case.
type ParamView struct {
	Path      string   `json:"path"`
	Label     string   `json:"label"`
	Text      string   `json:"text"`
	Low       float64  `json:"low"`
	Mid       float64  `json:"mid"`
	High      float64  `json:"high"`
	ScaleLow  *float64 `json:"scale_low"` // null: no bound
	ScaleHigh *float64 `json:"scale_high"`
	Basis     string   `json:"basis"`
	Claims    []string `json:"claims"`
	Against   []string `json:"against"`
	Reason    string   `json:"reason,omitempty"`
	By        string   `json:"by,omitempty"`
	Date      string   `json:"date,omitempty"`
	Mechanism string   `json:"mechanism,omitempty"`
	Line      int      `json:"line,omitempty"`
	File      string   `json:"file,omitempty"`
}

// WhyFormat names the JSON form of Why.
const WhyFormat = "entente.why/1"

// Why is the trace of one conclusion down to paragraphs, or of one number.
type Why struct {
	Format     string            `json:"format"`
	Version    string            `json:"version"`
	Case       CaseRef           `json:"case"`
	Seed       uint64            `json:"seed"`
	Draws      int               `json:"draws"`
	Conclusion *ConclusionAnswer `json:"conclusion,omitempty"`
	Rules      []RuleLine        `json:"rules"`
	Inputs     []InputLine       `json:"inputs"`  // what matters most first
	Orphans    []string          `json:"orphans"` // inputs with neither claim nor reason
	Text       string            `json:"text"`    // the whole chain as text, to copy
}

// RuleLine is one lens's rule.
type RuleLine struct {
	Lens     string   `json:"lens"`
	Test     string   `json:"test"`
	Methods  []string `json:"methods"`
	Equation string   `json:"equation"`
	Words    string   `json:"words"`
}

// InputLine is one input with the claims behind it.
type InputLine struct {
	Influence
	Where      string      `json:"where,omitempty"` // "issues.yaml:41"
	ClaimLines []ClaimLine `json:"claim_lines"`
	// Judgement is the analyst's reason where no claim stands behind the number.
	Judgement string `json:"judgement,omitempty"`
}

// ClaimLine is one claim behind an input.
type ClaimLine struct {
	Claim  string      `json:"claim"`
	Says   string      `json:"says,omitempty"`
	Kind   string      `json:"kind"`
	Role   string      `json:"role"`
	Places []PlaceView `json:"places"`
}

// DependentsView is what hangs on a paragraph or a source.
type DependentsView struct {
	Claims      []string `json:"claims"`
	Objects     []string `json:"objects"`
	Unsupported []string `json:"unsupported_after"`
	Conclusions []string `json:"conclusions"`
}
