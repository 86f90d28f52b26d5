package analysis

// ReadingsFormat names the JSON form of Readings.
const ReadingsFormat = "entente.readings/1"

// Readings says under how many readings of a family of dynamic models a
// conclusion holds, with every input at its mid: all combinations of the
// contested switches.
type Readings struct {
	Format     string         `json:"format"`
	Version    string         `json:"version"`
	Case       CaseRef        `json:"case"`
	Conclusion string         `json:"conclusion"`
	Says       string         `json:"says"`
	Test       string         `json:"test"`
	Family     string         `json:"family"`
	Total      int            `json:"total"`
	Holds      int            `json:"holds"`
	Failed     int            `json:"failed"` // readings that gave no outcome; not in Total
	Share      float64        `json:"share"`  // of readings, 0..1
	Switches   []SwitchEffect `json:"switches"`
	Words      string         `json:"words"`
}

// SwitchEffect is what one switch does to the share.
type SwitchEffect struct {
	Switch  string       `json:"switch"`
	Meaning string       `json:"meaning"`
	Values  []ValueShare `json:"values"`
	// Spread is the largest share among its values less the smallest: 1 when the
	// switch alone decides.
	Spread float64 `json:"spread"`
}

// ValueShare is the share among the readings with one value of a switch.
type ValueShare struct {
	Value   string  `json:"value"`
	Meaning string  `json:"meaning"`
	Total   int     `json:"total"`
	Holds   int     `json:"holds"`
	Share   float64 `json:"share"`
}
