"""
Reconnaître des chiffres en dix lignes
======================================

Un classifieur de chiffres manuscrits, du jeu de données à la grille des
prédictions. Chaque ligne aura son chapitre.
"""

# %% imports
import re

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits

chiffres = load_digits()

# %% un-chiffre
image = chiffres.images[13]  # (8, 8)
print(image.shape, "étiquette :", chiffres.target[13])
print(image[3])

# %% un-chiffre-figure
fig, axes = plt.subplots(1, 2, figsize=(9, 4.4), layout="constrained")
axes[0].imshow(image, cmap="gray_r")
axes[1].imshow(image, cmap="gray_r", alpha=0.25)
for i in range(8):
    for j in range(8):
        axes[1].text(j, i, f"{image[i, j]:.0f}", ha="center", va="center",
                     fontsize=19)
for ax, titre in zip(axes, ("ce que vous voyez", "ce que reçoit le modèle")):
    ax.set_title(titre, fontsize=19)
    ax.set(xticks=[], yticks=[])
# Figure : un chiffre 3 manuscrit de 8 pixels sur 8. À gauche, l'image en
# niveaux de gris ; à droite, la même grille où chaque pixel est remplacé
# par son intensité, de 0 pour le papier à 16 pour l'encre.
plt.show()

# %% dix-lignes
x = torch.tensor(chiffres.data).float() / 16  # (1797, 64)
y = torch.tensor(chiffres.target)             # (1797,)
W = torch.zeros(64, 10, requires_grad=True)
b = torch.zeros(10, requires_grad=True)
optimiseur = torch.optim.Adam([W, b], lr=0.03)
for _ in range(200):
    perte = F.cross_entropy(x[:1200] @ W + b, y[:1200])
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()

# %% exactitude
scores = x[1200:] @ W + b
prevu = scores.argmax(dim=1)
exactitude = (prevu == y[1200:]).float().mean().item()
print(tuple(scores.shape), tuple(prevu.shape))
print(prevu[:10].tolist())
print(y[1200:1210].tolist())
print(f"exactitude : {exactitude:.3f}")

# %% sur-appareil
# Les dix lignes, sur l'appareil donné : les quatre premières changent.
# ``float`` vient avant ``to`` : les GPU d'Apple n'ont pas de float64.
def entrainer(device):
    x = torch.tensor(chiffres.data).float().to(device) / 16
    y = torch.tensor(chiffres.target).to(device)
    W = torch.zeros(64, 10, device=device, requires_grad=True)
    b = torch.zeros(10, device=device, requires_grad=True)
    optimiseur = torch.optim.Adam([W, b], lr=0.03)
    for _ in range(200):
        perte = F.cross_entropy(x[:1200] @ W + b, y[:1200])
        optimiseur.zero_grad()
        perte.backward()
        optimiseur.step()
    return W, b

# %% releve-appareil
# Les mêmes nombres, aux arrondis près : un GPU additionne dans un autre
# ordre.
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
appareil_essaye = device.type
assert torch.allclose(entrainer(device)[0].cpu(), W, atol=0.05)

# %% grille
fig, axes = plt.subplots(3, 8, figsize=(9.5, 4.6), layout="constrained")
for k, ax in enumerate(axes.flat):
    juste = prevu[k] == y[1200 + k]
    ax.imshow(chiffres.images[1200 + k], cmap="gray_r")
    ax.set_title(f"{prevu[k]}" if juste else f"{prevu[k]} ✗",
                 color="C2" if juste else "C1", fontsize=19)
    ax.axis("off")
# Figure : vingt-quatre chiffres manuscrits que le modèle n'avait pas vus,
# chacun surmonté du chiffre prédit. Presque tous sont justes ; une croix
# marque ceux qui ne le sont pas.
plt.show()

# %% fautes-figure
fautes = (prevu != y[1200:]).nonzero().flatten()
fig, axes = plt.subplots(2, 8, figsize=(9.5, 3.7), layout="constrained")
for k, ax in zip(fautes.tolist(), axes.flat):
    ax.imshow(chiffres.images[1200 + k], cmap="gray_r")
    ax.set_title(f"{prevu[k]} ({y[1200 + k]})", fontsize=19, color="C1")
    ax.axis("off")
# Figure : seize chiffres mal reconnus, chacun avec la prédiction et, entre
# parenthèses, la bonne réponse. Plusieurs sont tordus, incomplets ou
# difficiles à lire même pour une personne.
plt.show()

# %% gabarits-figure
fig, axes = plt.subplots(2, 5, figsize=(9.5, 4.4), layout="constrained")
for k, ax in enumerate(axes.flat):
    poids = W[:, k].detach().view(8, 8)  # une colonne de W, en image
    carte = ax.imshow(poids, cmap="PuOr_r", vmin=-3, vmax=3)
    ax.set_title(f"{k}", fontsize=19)
    ax.axis("off")
barre = fig.colorbar(carte, ax=axes, shrink=0.9)
barre.set_label("poids", fontsize=19)
barre.ax.tick_params(labelsize=19)
# Figure : dix images de 8 pixels sur 8, une par chiffre : les poids que le
# modèle a réglés. Le pixel est orange quand son encre fait monter le score
# du chiffre, violet quand elle le fait baisser. Le 0 a un centre violet ;
# autour d'autres chiffres, l'orange ne dessine pas leur forme entière.
plt.show()

# %% decaler
# Les mêmes images, décalées d'un pixel vers la droite.
carres = x[1200:].view(-1, 8, 8)  # (597, 8, 8)
# À gauche, une colonne vide de plus ; à droite, une de moins.
decalees = F.pad(carres, (1, -1))
lu = (decalees.flatten(1) @ W + b).argmax(dim=1)
exactitude_decalee = (lu == y[1200:]).float().mean().item()
print(f"décalées d'un pixel : {exactitude_decalee:.3f}")

# %% autres-directions
# Vers la gauche, le bas et le haut, ce n'est pas mieux.
for bords in ((-1, 1), (0, 0, 1, -1), (0, 0, -1, 1)):
    lu = (F.pad(carres, bords).flatten(1) @ W + b).argmax(dim=1)
    assert (lu == y[1200:]).float().mean() < exactitude - 0.3

# %% image-vide
# Que répond le modèle à une image sans encre ? Les scores sont les biais.
with torch.no_grad():
    vide = torch.softmax(torch.zeros(1, 64) @ W + b, dim=1)  # (1, 10)
print(vide.argmax(dim=1).item(), f"{vide.max().item():.2f}")

# %% suivre
# Le même entraînement, en notant l'exactitude à chaque pas.
W = torch.zeros(64, 10, requires_grad=True)
b = torch.zeros(10, requires_grad=True)
optimiseur = torch.optim.Adam([W, b], lr=0.03)
vues, nouvelles = [], []
for _ in range(200):
    logits = x @ W + b  # (1797, 10)
    bon = (logits.argmax(dim=1) == y).float()
    vues.append(bon[:1200].mean().item())
    nouvelles.append(bon[1200:].mean().item())
    perte = F.cross_entropy(logits[:1200], y[:1200])
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()

# %% suivre-figure
plt.rcParams["font.size"] = 18
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
ax.plot(vues, label="images de l'entraînement")
ax.plot(nouvelles, "--", label="images nouvelles")
ax.axhline(0.1, color="0.5", ls=":", lw=1.5)
ax.text(200, 0.12, "au hasard", ha="right")
ax.set(xlabel="pas", ylabel="exactitude", ylim=(0, 1.05))
ax.legend(loc="center right")
# Figure : l'exactitude au fil de deux cents pas. Les deux courbes partent
# d'un dixième et montent très vite ; celle des images de l'entraînement
# arrive presque à 1, celle des images nouvelles s'arrête un peu plus bas.
plt.show()

# %% une-image
# Une seule image, prise par un entier : la dimension des images disparaît.
une = x[1200]  # (64,)
forme_scores_une = (une @ W + b).shape

# %% auto-evaluation
nombre_images, nombre_pixels = x.shape
nombre_appris, nombre_nouvelles = 1200, len(x) - 1200
nombre_parametres = W.numel() + b.numel()
forme_scores = scores.shape
exactitude_vue = vues[-1]
nombre_fautes = len(fautes)
fautes_grille = int((prevu[:24] != y[1200:1224]).sum())
exactitude_depart = nouvelles[0]
uns_lus_neuf = int((y[1200:][fautes] == 1)[prevu[fautes] == 9].sum())
seize = fautes[:16]  # celles de la figure
uns_lus_neuf_figure = int((y[1200:][seize] == 1)[prevu[seize] == 9].sum())
reponse_vide = vide.argmax(dim=1).item()
assurance_vide = vide.max().item()
largeur_image = carres.shape[2]
points_perdus = 100 * (exactitude - exactitude_decalee)

# %% quiz-parametres
# Les mêmes dix lignes pour des images de 28 pixels sur 28.
W_28, b_28 = torch.zeros(28 * 28, 10), torch.zeros(10)
forme_W_28 = tuple(W_28.shape)
parametres_28 = W_28.numel() + b_28.numel()

# %% quiz-argmax
deux = torch.tensor([[0.1, 2.0, -1.0], [3.0, 0.0, 1.0]])  # (2, 3)
print(deux.argmax(dim=0).tolist())

# %% verifications
assert exactitude > 0.88
assert exactitude_vue - nouvelles[-1] > 0.04
assert vues[30] > 0.85 and nouvelles[30] > 0.8  # l'essentiel vient vite
assert parametres_28 == 7850
assert deux.argmax(dim=1).tolist() == [1, 0]  # une réponse par ligne
assert deux.argmax().item() == 3  # sans dim : une place, dans la suite
assert forme_scores == (597, 10) and forme_scores_une == (10,)
assert prevu.shape == (597,)
# La confusion la plus fréquente : un 1 pris pour un 9.
confusions = 10 * y[1200:][fautes] + prevu[fautes]
assert confusions.bincount().argmax() == 19
assert exactitude_decalee < exactitude - 0.3
# Au centre d'un 0, l'encre fait baisser le score du 0.
assert W.detach()[:, 0].view(8, 8)[3:5, 3:5].max() < -0.5
assert 0.08 < exactitude_depart < 0.12
# Au départ les dix scores sont égaux : argmax rend 0 pour chaque image, et
# l'exactitude est la part des 0.
assert exactitude_depart == (y[1200:] == 0).float().mean().item()
assert nombre_fautes >= 16
# Image vide : la réponse est le plus grand biais, et elle n'est pas sûre.
assert reponse_vide == b.argmax().item() and assurance_vide < 0.5

# %% cent-exemples
# Les mêmes dix lignes, réglées d'après cent images au lieu de 1 200.
W = torch.zeros(64, 10, requires_grad=True)
b = torch.zeros(10, requires_grad=True)
optimiseur = torch.optim.Adam([W, b], lr=0.03)
for _ in range(200):
    perte = F.cross_entropy(x[:100] @ W + b, y[:100])
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()
lu = (x[1200:] @ W + b).argmax(dim=1)
exactitude_cent = (lu == y[1200:]).float().mean().item()
assert 0.7 < exactitude_cent < exactitude - 0.05

# %% meme-formulaire
# La suite des étiquettes revient à chaque formulaire rempli : le plus
# souvent, un 1 pris pour un 9 vient d'un seul formulaire.
suite = "".join(str(c) for c in chiffres.target)
debuts = [m.start() - 31 for m in re.finditer("95565098984177351", suite)]
formulaire = torch.bucketize(torch.arange(1200, 1797),
                             torch.tensor(debuts), right=True)
un_lu_neuf = (y[1200:] == 1) & (prevu == 9)  # (597,)
coupables = formulaire[un_lu_neuf]
uns_meme_formulaire = int(coupables.bincount().max())
assert len(coupables) == uns_lus_neuf
assert uns_meme_formulaire >= uns_lus_neuf - 2 >= 4
