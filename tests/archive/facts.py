"""What the captured pages say, written down by hand from them: the facts, none of the prose."""

# Author, date as printed, and for a reply the author it answers, in the captured order.
SOUNDOFF = [
    ("Mark G", "May 6, 2013 at 12:02 am", None),
    ("Paul Nolet", "April 20, 2013 at 11:33 am", None),
    ("Dale Weston", "April 11, 2013 at 1:20 pm", None),
    ("Hank Song", "April 10, 2013 at 1:52 pm", None),
    ("Erin Bush", "April 10, 2013 at 1:00 am", None),
    ("Melody", "April 10, 2013 at 12:01 am", None),
    ("janice", "April 8, 2013 at 11:36 pm", None),
    ("Patricia E.", "April 10, 2013 at 4:55 pm", "janice"),
    ("Kev", "April 24, 2013 at 12:32 pm", "Patricia E."),
    ("Lauretta Pedhirney", "April 8, 2013 at 10:36 pm", None),
]

# Author (empty where the capture has lost the name) and date as captured.
FILM_COMMENTS = [
    ("Jean-Pierre Tardif", "3 years ago"),
    ("", "5 years ago"),
    ("", "5 years ago"),
    ("", "5 years ago"),
    ("", "6 years ago"),
    ("Gus Brunson", "6 years ago"),
    ("", "6 years ago"),
    ("Mark Gaboury", "6 years ago"),
    ("Eugenia Debante", "6 years ago"),
    ("Luka Savić", "6 years ago"),
    ("Joseph Carl Ruger", "6 years ago"),
]

REVIEWERS = [
    "ThiefHott",
    "Jeanskynebu",
    "Exoticalot",
    "Calum Hutton",
    "CheshireCatsGrin",
    "MartinHafer",
    "lastliberal",
    "nodoubt2221",
]

CRACKDOWN = "Crackdown at Borders: It is Harder than Ever to Escape North Korea"
SATIRIST = "Famous North Korean Propaganda Artist Turned Satirist"

TAG_PAGES = {
    "defectors": [
        "The Defector Interactive is Here!",
        "A Glimpse Into The Unseen North Korea #EscapeNorthKorea",
        CRACKDOWN,
        SATIRIST,
        "Director Ann Shin on TVO’s DocStudio: Why I Needed to Make This Film",
        "Path to Freedom? New book explores the Underground Railroad out of North Korea",
        "Raining marshmallows in North Korea",
        "North Korea now allows cellphones",
        "The Defector on TVO’s Doc Studio",
        "Check out our new Facebook App where people share their harrowing stories of escape "
        "from all types of oppression. Whats your story?",
    ],
    "south-korea": [
        "The Defector has WON the 2014 Diversity Award!",
        "JOL Interview With Ann Shin: North Korea is More Dangerous to Flee Than Ever",
        "The Defector Interactive Wins Digi Award!",
        "The Defector Op Doc on the Front Page of The New York Times",
        "Former North Korean spy calls the country a cult",
        "North Korea Video – Two Tickets to the Gun Show",
        "World Relations or Preteen Politics?",
        CRACKDOWN,
        SATIRIST,
        "Myanmar vows to cease the purchase of weapons from North Korea",
    ],
}

# Post title: captions that stand exactly, and credits.
FIGURES = {
    CRACKDOWN: ["Kim Jong-un"],
    SATIRIST: ["Artwork by Song Byeok", "‘Take Off Your Clothes’ by Song Byeok"],
    "North Korea now allows cellphones": ["Reuters/Jacky Chen"],
    "The Defector Op Doc on the Front Page of The New York Times": [
        "Screen Shot 2013-06-06 at 10.43.05 AM"
    ],
    "Former North Korean spy calls the country a cult": ["SUNKYU IM/AFP/Getty Images"],
    "World Relations or Preteen Politics?": ["Party Rockets in North Korea"],
}
FIGURE_COUNTS = {CRACKDOWN: 2, "World Relations or Preteen Politics?": 2}

# Post title: the ids of its videos at YouTube.
VIDEOS = {
    "A Glimpse Into The Unseen North Korea #EscapeNorthKorea": "pM26PWCVnes",
    "North Korea Video – Two Tickets to the Gun Show": "9VQ7NjGeIRw",
}

DEFECTOR = "The Defector: Escape from North Korea"
INTERACTIVE = "The Defector Interactive"

# Award, category, film, outcome, date as exactly as it is told.
PRIZES = {
    (
        "Alfred I. duPont – Columbia University Silver Baton",
        "excellence in broadcast journalism",
        "Seoul Train",
        "won",
        "January 2007",
    ),
    ("National Journalism Awards", "", "Seoul Train", "runner-up", "April 2007"),
    ("Diversity Award", "", DEFECTOR, "won", "2014"),
    ("Canadian Screen Awards", "Best Documentary Program", DEFECTOR, "nominated", ""),
    (
        "Canadian Screen Awards",
        "Best Direction in a Documentary Program",
        DEFECTOR,
        "nominated",
        "",
    ),
    ("Digi Awards", "Best in Cross Platform Non-Fiction", INTERACTIVE, "won", ""),
    ("Sheffield Innovation Award", "", DEFECTOR, "nominated", ""),
}

SEOUL_TRAIN_CREDITS = {
    ("Director", "Jim Butterworth"),
    ("Director", "Lisa Sleeth"),
    ("Producer", "Jim Butterworth"),
    ("Producer", "Lisa Sleeth"),
    ("Camera", "Jim Butterworth"),
    ("Camera", "Lisa Sleeth"),
    ("Co-director", "Aaron Lubarsky"),
    ("Editor", "Aaron Lubarsky"),
}
