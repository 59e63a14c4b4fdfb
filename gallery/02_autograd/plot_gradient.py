r"""
Le gradient, à la main puis par PyTorch
=======================================

La dérivée de :math:`y = x^2 + 3x` par la règle de la chaîne, par une classe
de vingt-cinq lignes, puis par PyTorch. Le graphe de calcul est dessiné
en parcourant les vrais nœuds que PyTorch a créés ; le gradient d'une couche,
écrit avec des transposées, est comparé au sien.
"""

# %% imports
import matplotlib.pyplot as plt
import torch


# %% chaine-a-la-main
# Chaque étape a une dérivée locale. On multiplie le long d'un chemin,
# on additionne les chemins.
for x in (2.0, 3.0):
    a = x**2        # dérivée locale : 2x
    b = 3 * x       # dérivée locale : 3
    y = a + b       # dérivées locales : 1 et 1
    par_a = 1 * 2 * x   # le chemin y → a → x
    par_b = 1 * 3       # le chemin y → b → x
    print(x, ":", par_a, "+", par_b, "=", par_a + par_b)

# %% classe-valeur
# Un nombre qui retient de quels nombres il vient, et avec quelles dérivées
# locales. C'est tout ce qu'il faut pour rétropropager.
class Valeur:
    def __init__(self, nombre, parents=()):
        self.nombre, self.grad = nombre, 0.0
        self.parents = parents  # couples (parent, dérivée locale)

    def __add__(self, autre):
        return Valeur(self.nombre + autre.nombre,
                      [(self, 1.0), (autre, 1.0)])

    def __mul__(self, autre):
        return Valeur(self.nombre * autre.nombre,
                      [(self, autre.nombre), (autre, self.nombre)])

    def ranger(self, ordre):  # les parents d'abord
        if self not in ordre:
            for parent, _ in self.parents:
                parent.ranger(ordre)
            ordre.append(self)
        return ordre

    def retropropager(self):
        self.grad = 1.0
        for valeur in reversed(self.ranger([])):
            for parent, locale in valeur.parents:
                parent.grad += valeur.grad * locale


# %% losange
# De x à y, deux chemins, et sur chaque flèche sa dérivée locale.
noms = {"x": (0, 0), "a": (2, 1), "b": (2, -1), "y": (4, 0)}
locales = [("x", "a", "2x", (0.75, 0.75)), ("a", "y", "1", (3.2, 0.75)),
           ("x", "b", "3", (0.75, -0.75)), ("b", "y", "1", (3.2, -0.75))]
fig, ax = plt.subplots(figsize=(5, 2.8), layout="constrained")
for nom, ou in noms.items():
    ax.text(*ou, nom, ha="center", va="center", weight="bold", size=19,
            color="white", bbox=dict(boxstyle="circle,pad=0.35", lw=0,
                                     facecolor="C0"))
for debut, fin, locale, ou in locales:
    ax.annotate("", noms[fin], noms[debut], arrowprops=dict(
        arrowstyle="-|>", color="C1", lw=2.5, mutation_scale=20,
        shrinkA=20, shrinkB=20))
    ax.text(*ou, locale, ha="center", va="center", color="C1", size=19)
ax.set(xlim=(-0.5, 4.5), ylim=(-1.5, 1.5))
ax.axis("off")
# Figure : un losange. De x, une flèche monte vers a, de dérivée locale 2x,
# et une autre descend vers b, de dérivée locale 3 ; de a et de b, une flèche
# de dérivée locale 1 rejoint y.
# Diapositive : 4 × 2.6
plt.show()

# %% essai-valeur
for nombre in (2.0, 3.0):
    x_valeur, trois = Valeur(nombre), Valeur(3.0)
    y_valeur = x_valeur * x_valeur + trois * x_valeur
    y_valeur.retropropager()
    print("y =", y_valeur.nombre, "  x.grad =", x_valeur.grad)

# %% premier-gradient
x = torch.tensor([2.0, 3.0], requires_grad=True)  # (2,)
y = x**2 + 3 * x                                  # (2,)
y.sum().backward()
print("y      =", y)
print("x.grad =", x.grad)

# %% accord-des-trois
# Papier, classe et PyTorch donnent les mêmes nombres.
def gradient_par_la_classe(nombre):
    u = Valeur(nombre)
    (u * u + Valeur(3.0) * u).retropropager()
    return int(u.grad)


gradient_en_2, gradient_en_3 = map(gradient_par_la_classe, (2.0, 3.0))
assert (gradient_en_2, gradient_en_3) == (7, 9)
assert par_a + par_b == gradient_en_3          # papier, x = 3
assert y_valeur.nombre == 18 and x_valeur.grad == gradient_en_3
assert x.grad.tolist() == [gradient_en_2, gradient_en_3]

# %% valeur-contre-pytorch
# Le même calcul, plus long, par la classe et par PyTorch.
def calcul(u, v):
    m = u * v + u
    return m * m + v * m


u, v = Valeur(1.5), Valeur(-0.5)
calcul(u, v).retropropager()

tu = torch.tensor(1.5, requires_grad=True)
tv = torch.tensor(-0.5, requires_grad=True)
calcul(tu, tv).backward()

assert u.grad == tu.grad.item() and v.grad == tv.grad.item()
print("Valeur  :", u.grad, v.grad)
print("PyTorch :", tu.grad.item(), tv.grad.item())

# %% pentes
# Un seul ``backward`` donne la pente en sept points : chaque terme de la
# somme ne dépend que de son propre point.
points = torch.tensor([-4.5, -3.5, -2.5, -1.5, 0.0, 1.0, 2.0],
                      requires_grad=True)  # (7,)
hauteurs = points**2 + 3 * points          # (7,)
hauteurs.sum().backward()
print(points.grad)

# %% fleches
abscisses = torch.linspace(-5.4, 2.4, 200)
fig, (haut, bas) = plt.subplots(2, sharex=True, figsize=(9, 5.6),
                                height_ratios=[3, 1], layout="constrained")
haut.plot(abscisses, abscisses**2 + 3 * abscisses)
haut.plot(points.detach(), hauteurs.detach(), "o", color="C0", ms=9)
for p, pente in zip(points.tolist(), points.grad.tolist()):
    bas.plot(p, 0, "o", color="C0", ms=9)
    bout = p + 0.17 * pente
    if pente:
        bas.annotate("", xy=(bout, 0), xytext=(p, 0), arrowprops=dict(
            arrowstyle="-|>", color="C1", lw=3, mutation_scale=22,
            shrinkA=0, shrinkB=0))
    bas.text((p + bout) / 2, 0.35, f"{pente:.0f}".replace("-", "−"),
             ha="center", color="C1")
haut.set(ylabel="y = x² + 3x", ylim=(-4.2, 12))
bas.set(xlabel="x", ylabel="pente", xlim=(-6, 4), ylim=(-0.6, 1.1),
        yticks=[])
# Figure : en haut, la parabole y = x² + 3x et sept points. En bas, sur l'axe
# des x, une flèche part de chacun, longue comme la pente : vers la gauche à
# gauche du minimum (pentes de −6 à −2), vers la droite à droite (pentes de 3
# à 7), absente au minimum, où la pente est nulle.
# Diapositive : 6.3 × 3.65
plt.show()

# %% sortie-scalaire
# ``backward`` sans argument demande un seul nombre à dériver.
x = torch.tensor([2.0, 3.0], requires_grad=True)
y = x**2 + 3 * x  # (2,)
try:
    y.backward()
except RuntimeError as erreur:
    print(erreur)

# %% ponderation
# Avec un vecteur de poids, ``backward`` dérive la somme pondérée.
y.backward(gradient=torch.tensor([1.0, 10.0]))
print(x.grad)  # 1 fois (7 ; 0), plus 10 fois (0 ; 9)
assert x.grad.tolist() == [7.0, 90.0]

# %% releve-jacobienne
# Le tableau que ``backward`` ne construit pas : une ligne par sortie, une
# colonne par entrée.
tableau = torch.autograd.functional.jacobian(lambda x: x**2 + 3 * x,
                                             torch.tensor([2.0, 3.0]))
assert tableau.tolist() == [[7.0, 0.0], [0.0, 9.0]]

# %% entiers
try:
    torch.tensor([2, 3], requires_grad=True)
except RuntimeError as erreur:
    print(erreur)

# %% feuilles
# Une feuille est un tenseur que personne n'a calculé à partir d'un tenseur
# suivi : les données et les paramètres.
c = torch.tensor([1.0, 1.0])  # (2,)
x = torch.tensor([2.0, 3.0], requires_grad=True)  # (2,)
a = x**2 + c  # (2,)

# %% trois-attributs
for nom, t in [("c", c), ("x", x), ("a", a)]:
    noeud = t.grad_fn.name() if t.grad_fn else None
    print(nom, " ", t.requires_grad, " ", t.is_leaf, " ", noeud)

# %% gradient-intermediaire
a.retain_grad()
a.sum().backward()
print("c.grad =", c.grad)
print("x.grad =", x.grad)
print("a.grad =", a.grad)
assert c.grad is None and x.grad.tolist() == [4.0, 6.0]

# %% fausse-feuille
# Multiplier après ``requires_grad=True`` fabrique un tenseur calculé :
# la feuille est perdue.
faux_poids = torch.ones(3, requires_grad=True) * 0.1  # calculé
bons_poids = (torch.ones(3) * 0.1).requires_grad_()   # feuille
print("faux_poids :", faux_poids.is_leaf)
print("bons_poids :", bons_poids.is_leaf)

# %% rien-a-remonter
# Aucun des tenseurs n'est suivi : il n'y a pas de graphe à remonter.
poids = torch.tensor([0.5, 0.5])
perte = ((poids * c - 1) ** 2).sum()
try:
    perte.backward()
except RuntimeError as erreur:
    print(erreur)
    message_sans_graphe = str(erreur)

# %% grad-fn
x = torch.tensor([2.0, 3.0], requires_grad=True)
s = (x**2 + 3 * x).sum()
print(s.grad_fn.name())
somme = s.grad_fn.next_functions[0][0]
print(somme.name())
for noeud, _ in somme.next_functions:
    print("  ", noeud.name())

# %% parcours
# ``next_functions`` mène d'un nœud à ceux dont il provient. La liste grandit
# pendant qu'on la parcourt.
def parcourir(racine):
    noeuds, aretes = [racine], []
    for noeud in noeuds:
        for rang, (suivant, _) in enumerate(noeud.next_functions):
            if suivant is not None:  # None : une constante
                aretes.append((noeud, rang, suivant))
                if suivant not in noeuds:
                    noeuds.append(suivant)
    return noeuds, aretes


noeuds, aretes = parcourir(s.grad_fn)
print(len(noeuds), "nœuds,", len(aretes), "arêtes")

# %% ecoute
# Un crochet par nœud note ce que le nœud envoie pendant ``backward``.
def ecouter(noeuds):
    envois = {}
    for noeud in noeuds:
        def noter(envoyes, recus, noeud=noeud):
            envois[noeud] = envoyes

        noeud.register_hook(noter)
    return envois


envois = ecouter(noeuds)
s.backward()
print(x.grad)

# %% une-seule-livraison
# Ce que reçoit AccumulateGrad, et combien de fois il est appelé. Un crochet
# posé devant ce nœud note ce qui lui arrive pendant un second passage : un
# seul appel, avec la somme des deux chemins, qui s'ajoute à ce que ``.grad``
# contenait depuis le premier.
recus = []
accumuler = torch.autograd.graph.get_gradient_edge(x).node
accumuler.register_prehook(lambda gradients: recus.append(gradients[0]))
(x**2 + 3 * x).sum().backward()
print("nœud   :", accumuler.name())
print("appels :", len(recus), "  reçu :", recus[0])
print("x.grad :", x.grad)

# %% releve-livraison
assert accumuler.name().endswith("AccumulateGrad")
assert accumuler is noeuds[-1]
appels_d_accumulate = len(recus)
assert appels_d_accumulate == 1 and recus[0].tolist() == [7.0, 9.0]
assert x.grad.tolist() == [14.0, 18.0]  # le second passage s'ajoute
x.grad = None
(x**2 + 3 * x).sum().backward()

# %% nombres-du-graphe
nombre_de_noeuds, nombre_d_aretes = len(noeuds), len(aretes)
par_nom = {n.name().split("::")[-1]: envois[n] for n in noeuds}
assert (nombre_de_noeuds, nombre_d_aretes) == (5, 5)
assert par_nom["PowBackward0"][0].tolist() == [4.0, 6.0]
assert par_nom["MulBackward0"][0].tolist() == [3.0, 3.0]
assert par_nom["AccumulateGrad"] == ()
assert x.grad.tolist() == [7.0, 9.0]

# %% etages
# Un nœud se place un étage plus bas que tous ceux qui lui envoient un
# gradient.
def placer(noeuds, aretes):
    etage = dict.fromkeys(noeuds, 0)
    for _ in noeuds:
        for haut, _, bas in aretes:
            etage[bas] = max(etage[bas], etage[haut] + 1)
    position = {}
    for niveau in set(etage.values()):
        rangee = [n for n in noeuds if etage[n] == niveau]
        for i, noeud in enumerate(rangee):
            position[noeud] = (i - (len(rangee) - 1) / 2, -niveau)
    return position


# %% ecriture
def ecrire(gradient):
    nombres = " ; ".join(f"{g:g}" for g in gradient.reshape(-1).tolist())
    return f"({nombres})" if gradient.dim() else nombres


# %% fleche
def relier(ax, depart, arrivee, boite_depart, boite_arrivee, texte):
    ax.annotate("", xy=arrivee, xytext=depart, arrowprops=dict(
        arrowstyle="-|>", color="C1", lw=2.5, mutation_scale=20,
        patchA=boite_depart.get_bbox_patch(), shrinkA=2,
        patchB=boite_arrivee.get_bbox_patch(), shrinkB=2))
    milieu_x = (depart[0] + arrivee[0]) / 2
    milieu_y = (depart[1] + arrivee[1]) / 2
    cote = -1 if milieu_x < 0 else 1
    ecart = 0.15 if depart[0] != arrivee[0] else 0.08
    ax.text(milieu_x + ecart * cote, milieu_y, texte, color="C1",
            va="center", ha="right" if cote < 0 else "left")


# %% dessin
def dessiner(ax, noeuds, aretes, envois, feuille):
    position = placer(noeuds, aretes)
    boites = {}
    for noeud, (px, py) in position.items():
        nom, couleur = noeud.name().split("::")[-1], "C0"
        if not noeud.next_functions:
            nom += f"\nx.grad = {ecrire(feuille.grad)}"
            couleur, py = "C2", py - 0.15
            position[noeud] = px, py
        boites[noeud] = ax.text(
            px, py, nom, ha="center", va="center", weight="bold",
            color="white", bbox=dict(boxstyle="round,pad=0.4", lw=0,
                                     facecolor=couleur))
    for haut, rang, bas in aretes:
        relier(ax, position[haut], position[bas], boites[haut],
               boites[bas], ecrire(envois[haut][rang]))
    fond = min(py for _, py in position.values())
    ax.set(xlim=(-1.2, 1.2), ylim=(fond - 0.4, 0.3))
    ax.axis("off")


# %% graphe
fig, ax = plt.subplots(figsize=(8, 5), layout="constrained")
dessiner(ax, noeuds, aretes, envois, x)
# Figure : le graphe de la somme de x² + 3x. De haut en bas, SumBackward0
# envoie (1 ; 1) à AddBackward0, qui envoie (1 ; 1) à PowBackward0 et à
# MulBackward0. Ceux-ci envoient (4 ; 6) et (3 ; 3) à AccumulateGrad, le
# seul nœud sans suite, où x.grad vaut (7 ; 9).
# Diapositive : 6.2 × 3.6
plt.show()

# %% boucle
# La longueur de la boucle dépend des données.
def doubler(x):
    while x.sum() < 6:
        x = 2 * x
    return x.sum()


depart_loin = torch.tensor([1.0, 1.0], requires_grad=True)
depart_pres = torch.tensor([2.0, 2.0], requires_grad=True)
for depart in (depart_loin, depart_pres):
    doubler(depart).backward()
    print(depart.tolist(), "->", depart.grad)

# %% deux-graphes
fig, axes = plt.subplots(1, 2, figsize=(8.5, 5.2), layout="constrained")
tours = []
for ax, depart in zip(axes, (depart_loin, depart_pres)):
    depart.grad = None
    resultat = doubler(depart)
    noeuds, aretes = parcourir(resultat.grad_fn)
    envois = ecouter(noeuds)
    resultat.backward()
    tours.append(sum(n.name() == "MulBackward0" for n in noeuds))
    dessiner(ax, noeuds, aretes, envois, depart)
    for texte in ax.texts:
        texte.set_size(18.5)
    ax.set_title(f"x = {ecrire(depart)}", fontsize=18.5)
    ax.set_ylim(-3.65, 0.25)
# Figure : deux graphes de la même fonction. À gauche, pour x = (1 ; 1),
# deux nœuds MulBackward0 à la suite et un gradient de (4 ; 4). À droite,
# x = (2 ; 2), un seul nœud MulBackward0 et un gradient de (2 ; 2).
# Diapositive : 6.4 × 4.1
plt.show()

# %% arrondi
# Une fonction en escalier est plate presque partout : sa pente est nulle.
x = torch.tensor([0.2, 1.7], requires_grad=True)  # (2,)
y = x.round()
y.sum().backward()
print("y      =", y.detach())
print("x.grad =", x.grad)

# %% place-du-plus-grand
# ``argmax`` rend une position, un entier : rien ne la relie plus à
# ``scores``. Une comparaison coupe le lien de la même façon.
scores = torch.tensor([0.1, 2.0, 0.3], requires_grad=True)  # (3,)
place = scores.argmax()
print(place, " suivi :", place.requires_grad)

assez = (scores > 1).float()
print(assez, " suivi :", assez.requires_grad)

# %% escalier
# Douze nombres autour de −1, douze autour de 1 ; un seuil les sépare.
generateur = torch.Generator().manual_seed(0)
classes = torch.tensor([[-1.0], [1.0]])                # (2, 1)
mesures = classes + torch.randn(12, generator=generateur)  # (2, 12)
seuils = torch.linspace(-3, 3, 601)
ecarts = mesures - seuils[:, None, None]               # (601, 2, 12)
exactitudes = (ecarts.sign() == classes).float().mean(dim=(1, 2))
pertes = ((torch.tanh(ecarts) - classes) ** 2).mean(dim=(1, 2))

# %% escalier-figure
fig, axes = plt.subplots(2, sharex=True, figsize=(8, 4.6),
                         layout="constrained")
axes[0].plot(seuils, exactitudes, drawstyle="steps-post")
axes[0].set(ylabel="exactitude", ylim=(0.4, 1.05))
axes[1].plot(seuils, pertes, color="C1")
axes[1].set(xlabel="seuil", ylabel="perte")
# Figure : en haut, l'exactitude selon le seuil, un escalier fait de paliers
# plats. En bas, la perte des mêmes réponses, une courbe lisse, sans palier,
# et un minimum là où l'exactitude est haute.
# Diapositive : 5.30 × 3.26
plt.show()

# %% releve-escalier
sauts = exactitudes.diff().abs() > 0
part_des_sauts = sauts.float().mean().item()
assert part_des_sauts < 0.05                 # plate entre deux sauts
assert (pertes.diff().abs() > 1e-6).float().mean() > 0.99
au_minimum = exactitudes[pertes.argmin()].item()
assert au_minimum > exactitudes.max() - 0.1
assert place.dtype == torch.int64 and not assez.requires_grad

# %% couche
# Une couche : quatre exemples de trois nombres deviennent quatre fois deux.
X = torch.arange(12.0).reshape(4, 3).requires_grad_()             # (4, 3)
W = torch.tensor([[1.0, 0], [2, -1], [0, 3]], requires_grad=True)  # (3, 2)
Z = X @ W                                                         # (4, 2)
Z.retain_grad()
(Z**2).sum().backward()
G = Z.grad                                                        # (4, 2)

# %% couche-transposees
print("W :", torch.equal(W.grad, X.T @ G), tuple(W.grad.shape))
print("X :", torch.equal(X.grad, G @ W.T), tuple(X.grad.shape))

# %% un-seul-poids
# Deux exemples d'un seul nombre, un seul poids : deux chemins.
X1 = torch.tensor([[1.0], [2.0]])               # (2, 1)
w1 = torch.tensor([[3.0]], requires_grad=True)  # (1, 1)
G1 = torch.tensor([[10.0], [20.0]])             # (2, 1)
(X1 @ w1).backward(gradient=G1)
print(w1.grad, X1.T @ G1)

# %% releve-un-seul-poids
gradient_du_poids = int(w1.grad.item())
assert gradient_du_poids == 1 * 10 + 2 * 20 == int((X1.T @ G1).item())

# %% releve-couche
assert torch.equal(G, 2 * Z) and G.shape == Z.shape
assert torch.equal(W.grad, X.T @ G) and torch.equal(X.grad, G @ W.T)
# Un seul élément, par la somme des chemins.
k, j = 1, 0
un_element = sum(X[i, k] * G[i, j] for i in range(4))
assert un_element == W.grad[k, j]

# %% boite
def boite(ax, x, y, lignes, colonnes, nom, ligne=None, colonne=None):
    """Une matrice : un cadre, et la ligne ou la colonne qui sert."""
    ax.add_patch(plt.Rectangle((x, y - lignes), colonnes, lignes,
                               fill=False, ec="C0", lw=2.5))
    bande = dict(fc="C1", alpha=0.45, lw=0)
    haut, gauche, hauteur, largeur = y - lignes, x, lignes, colonnes
    if ligne is not None:
        haut, hauteur = y - 1 - ligne, 1
    if colonne is not None:
        gauche, largeur = x + colonne, 1
    ax.add_patch(plt.Rectangle((gauche, haut), largeur, hauteur, **bande))
    ax.text(x + colonnes / 2, y + 0.25, nom, ha="center", va="bottom")


# %% transposees
fig, axes = plt.subplots(1, 2, figsize=(9.1, 2.5), layout="constrained")
boite(axes[0], 0, 4, 3, 4, "Xᵀ (3, 4)", ligne=1)
boite(axes[0], 5.6, 4, 4, 2, "G (4, 2)", colonne=0)
boite(axes[0], 9.4, 4, 3, 2, "W (3, 2)", ligne=1, colonne=0)
boite(axes[1], 0, 4, 4, 2, "G (4, 2)", ligne=2)
boite(axes[1], 3.7, 4, 2, 3, "Wᵀ (2, 3)", colonne=1)
boite(axes[1], 8.4, 4, 4, 3, "X (4, 3)", ligne=2, colonne=1)
for ax, signes in zip(axes, ((4.8, 8.5), (2.85, 7.55))):
    for signe, place in zip("@=", signes):
        ax.text(place, 2.6, signe, ha="center", va="center")
    ax.set(xlim=(-0.5, 12.2), ylim=(-0.2, 5.6), aspect="equal")
    ax.axis("off")
# Figure : deux produits de matrices. À gauche, une ligne de X transposée
# (3, 4) et une colonne de G (4, 2) donnent un élément d'une matrice (3, 2),
# la forme de W. À droite, une ligne de G et une colonne de W transposée
# (2, 3) donnent un élément d'une matrice (4, 3), la forme de X.
# Diapositive : 7.2 × 2
plt.show()

# %% a-travers-tanh
# Une fonction élément par élément : chaque nombre n'a qu'un chemin.
Z = torch.linspace(-2, 2, 6).reshape(3, 2).requires_grad_()  # (3, 2)
H = torch.tanh(Z)                                            # (3, 2)
G_H = torch.arange(6.0).reshape(3, 2)  # (3, 2), le gradient de H
(G_H * H).sum().backward()  # donne à H le gradient G_H
print(torch.allclose(Z.grad, G_H * (1 - H**2)))

# %% releve-tanh
assert torch.allclose(Z.grad, G_H * (1 - H**2))
h = 1e-3
mesuree = (torch.tanh(Z + h) - torch.tanh(Z - h)) / (2 * h)
assert torch.allclose(mesuree, 1 - H**2, atol=1e-3)

# %% deux-lineaires
# Deux couches sans activation n'en font qu'une, de matrice W1 @ W2.
g = torch.Generator().manual_seed(0)
X2, W1, W2 = (torch.randn(*forme, generator=g, dtype=torch.float64)
              for forme in ((5, 3), (3, 4), (4, 2)))
assert torch.allclose((X2 @ W1) @ W2, X2 @ (W1 @ W2))

# %% noms-du-reseau
etapes = [("X", "(N, 3)"), ("Z", "(N, 4)"), ("H", "(N, 4)"),
          ("P", "(N, 1)"), ("L", "()")]
aller = ["@ W₁ + b₁", "tanh", "@ W₂ + b₂", "moyenne\ndes carrés"]
retour = ["$G_Z$", "tanh : ?", "$G_H$", "couche 2 : ?", "$G_P$",
          "moyenne : ?", "1"]
sous = ["avec X, pour $W_1$ et $b_1$", "", "avec H, pour $W_2$ et $b_2$"]

# %% aller-retour
fig, ax = plt.subplots(figsize=(10, 3.6), layout="constrained")
for i, (nom, forme) in enumerate(etapes):
    ax.text(2 * i, 0, nom, ha="center", va="center", weight="bold",
            color="white", bbox=dict(boxstyle="round,pad=0.45", lw=0,
                                     facecolor="C0"))
    ax.text(2 * i, -0.62, forme, ha="center", va="center")
trait = dict(arrowstyle="-|>", lw=2.5, mutation_scale=20)
for i, nom in enumerate(aller):
    ax.annotate("", (2 * i + 1.6, 0), (2 * i + 0.4, 0),
                arrowprops=trait | dict(color="C0"))
    ax.text(2 * i + 1, 0.16, nom, ha="center", color="C0")
for i, nom in enumerate(retour):
    en_route = i % 2
    ax.text(i + 2, -1.4 if en_route else -1.6, nom, color="C1",
            ha="center", va="bottom" if en_route else "center")
    if en_route:
        ax.annotate("", (i + 1.45, -1.6), (i + 2.55, -1.6),
                    arrowprops=trait | dict(color="C1"))
for i, texte in enumerate(sous):
    ax.text(2 * i + 2, -2.25, texte, ha="center", va="center")
ax.set(xlim=(-0.7, 8.7), ylim=(-2.5, 1.0))
ax.axis("off")
# Figure : un réseau à deux couches en cinq cases, X, Z, H, P et L, avec
# leurs formes. Au-dessus, les flèches de l'aller, vers la droite : @ W₁ + b₁,
# tanh, @ W₂ + b₂, moyenne des carrés. Au-dessous, celles du retour, vers la
# gauche, de 1 à G_P par la moyenne, à G_H par la couche 2, à G_Z par tanh ;
# les opérations y sont à trouver. G_P sert, avec H, pour W₂ et b₂ ; G_Z, avec
# X, pour W₁ et b₁.
# Diapositive : 9 × 3.6
plt.show()

# %% auto-evaluation
# Les réponses des questions du chapitre, calculées.
X = torch.full((5, 3), 3.0, requires_grad=True)  # (5, 3)
(X**2).mean().backward()
gradient_de_la_moyenne = X.grad[0, 0].item()
sans_la_moyenne = int(2 * X[0, 0].item())

b = torch.zeros(4, requires_grad=True)    # (4,)
(torch.ones(5, 3) @ torch.ones(3, 4) + b).mean().backward()
biais_gradient = [round(g, 6) for g in b.grad.tolist()]

candidats = {
    "A": torch.ones(3),
    "B": torch.ones(3, requires_grad=True).double(),
    "C": torch.ones(3).double().requires_grad_(),
    "D": torch.ones(3, requires_grad=True).detach(),
}
sum((t * t).sum() for t in candidats.values()).backward()
remplis = [nom for nom, t in candidats.items()
           if t.is_leaf and t.grad is not None]

# %% verifications
# Ce que le chapitre affirme de cet exemple.
tours_loin, tours_pres = tours

assert points.grad[3] == 0 and points[3] == -1.5
assert not faux_poids.is_leaf and bons_poids.is_leaf
assert "does not require grad" in message_sans_graphe
assert (tours_loin, tours_pres) == (2, 1)
assert depart_loin.grad.tolist() == [2.0**tours_loin] * 2
assert depart_pres.grad.tolist() == [2.0**tours_pres] * 2
assert biais_gradient == [0.25] * 4
assert remplis == ["C"]
assert torch.allclose(X.grad, torch.full((5, 3), 6 / 15))
